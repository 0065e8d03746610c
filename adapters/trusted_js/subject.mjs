/**
 * The subject as the protocol sees it: one function for each verb, from parameters to result. What it
 * claims stands here; what it does stands in the other files.
 */
import { Database, SecurityServer } from "./authority.mjs";
import { Clock, toSeconds, toTicks } from "./clock.mjs";
import { Partner } from "./partner.mjs";
import { Programs } from "./programs.mjs";
import { Refusal, known } from "./refusal.mjs";
import { Sockets } from "./sockets.mjs";
import { Topology } from "./topology.mjs";
import { fieldsOf, foreignUtoken } from "./utoken.mjs";
import { Xcf } from "./xcf.mjs";

export const PROTOCOL = "1.0"; // the version of docs/protocol.md this was written from
const CLASSES = ["routing", "credentials", "waiting", "prefetch"];
const CAPABILITIES = [
  "virtual-clock", "build-labs", "xcf-control", "route-change", "ipv6", "subplex", "cinet", "task-level",
  "utoken-map", "interrupt", "socket-passing", "trace",
];
const DONE = { outcome: "done" };

/** Everything that a lab's definition brings up. */
class Scene {
  constructor(lab) {
    this.clock = new Clock();
    this.xcf = new Xcf(this.clock, lab.xcf_seconds);
    this.topology = new Topology(lab);
    this.databases = new Map(lab.databases.map((one) => [one.name, new Database(one)]));
    this.servers = new Map(
      lab.systems.map(({ name, database }) => [name, new SecurityServer(this.database(database))]),
    );
    this.programs = new Programs(this.topology, this.servers);
    this.partner = new Partner(this.clock, this.xcf, this.topology, this.programs);
    this.sockets = new Sockets(this.topology, this.partner);
  }

  database(name) {
    return known(this.databases, name, "ENOENT");
  }

  server(system) {
    return known(this.servers, system, "ENOENT");
  }
}

/** The verbs, each called with the scene and its parameters; without a result it is done. */
const IN_A_LAB = {
  "program.start": ({ programs }, asked) => programs.start(asked),
  "program.stop": ({ programs, sockets }, { program }) => {
    sockets.closeAllOf(programs.get(program));
    programs.stop(program);
  },
  "program.task": ({ programs }, { program, task_user }) => programs.task(program, task_user),

  "socket.open": ({ programs, sockets }, asked) => sockets.open(asked, programs.get(asked.program)),
  "socket.bind": ({ sockets }, { socket, address, port }) => sockets.bind(socket, address, port),
  "socket.listen": ({ sockets }, { socket }) => sockets.listen(socket),
  "socket.connect": ({ sockets }, { socket, address, port }) => sockets.connect(socket, address, port),
  "socket.accept": ({ sockets }, { listener, socket }) => sockets.accept(listener, socket),
  "socket.shutdown": ({ sockets }, { socket, how }) => sockets.shutdown(socket, how),
  "socket.close": ({ sockets }, { socket, abort }) => sockets.close(socket, abort),
  "socket.give": ({ programs, sockets }, { socket, to }) => sockets.give(socket, programs.get(to)),
  "socket.take": ({ programs, sockets }, { given, program, socket }) =>
    sockets.take(given, programs.get(program), socket),

  "partner.set": ({ partner, sockets }, asked) => partner.set(sockets.get(asked.socket), asked.interface),
  "partner.get": ({ partner, sockets }, asked) => partner.get(asked, sockets.get(asked.socket)),
  "partner.outcome": ({ partner }, { call }) => partner.outcome(call),
  "partner.interrupt": ({ partner }, { call }) => partner.interrupt(call),
  "routing.get": ({ partner, sockets }, asked) => partner.option(sockets.get(asked.socket), asked.interface),

  "saf.user": (scene, asked) => scene.database(asked.database).defineUser(asked.user, asked),
  "saf.define": (scene, asked) =>
    scene.database(asked.database).define(asked.resource_class, asked.profile, asked),
  "saf.alter": (scene, asked) =>
    scene.database(asked.database).alter(asked.resource_class, asked.profile, asked),
  "saf.delete": (scene, asked) => scene.database(asked.database).delete(asked.resource_class, asked.profile),
  "saf.permit": (scene, { database, resource_class, profile, id, access }) =>
    scene.database(database).permit(resource_class, profile, id, access),
  "saf.options": (scene, asked) => scene.server(asked.system).options(asked.resource_class, asked),
  "saf.refresh": (scene, asked) => scene.server(asked.system).refresh(asked.resource_class),

  "access.check": ({ programs }, { program, resource, resource_class, access }) => {
    const asking = programs.get(program);
    const code = programs.security(asking).check(asking.caller, resource_class, resource, access);
    return { outcome: "decision", saf_return_code: code };
  },
  "token.map": ({ programs }, { program, utoken }) => {
    programs.get(program);
    return { outcome: "fields", fields: fieldsOf(utoken) };
  },
  "token.login": ({ programs }, { program, utoken }) => {
    const { TOKUSER: user, TOKGRUP: group } = fieldsOf(utoken);
    const asking = programs.get(program);
    if (!asking.authorized) throw new Refusal("EPERM");
    asking.task = { ...programs.security(asking).database.identity(user), group };
    return { outcome: "environment", user, group };
  },
  "token.foreign": (_scene, { user }) => ({ outcome: "token", utoken: foreignUtoken(user) }),

  "clock.advance": ({ clock, partner }, { seconds }) => {
    partner.takeCompleted();
    clock.advance(toTicks(seconds));
    return { outcome: "now", seconds: toSeconds(clock.now), completed: partner.takeCompleted() };
  },
  "xcf.disturb": ({ topology, xcf }, { between, effect, seconds }) => {
    for (const stack of between) topology.stack(stack);
    xcf.disturb(between, effect, seconds);
  },
  "route.change": ({ topology }, { source, target, via }) => topology.reroute(source, target, via),
  "trace.read": ({ xcf }) => ({ outcome: "trace", events: xcf.readTrace() }),
};

export class Subject {
  #lab = null;
  #scene = null;

  /** The result of a verb. Throws if the adapter itself fails; a refusal is a result. */
  perform(verb, asked) {
    try {
      return this.#performed(verb, asked) ?? DONE;
    } catch (problem) {
      if (problem instanceof Refusal) return problem.answer();
      throw problem;
    }
  }

  #performed(verb, asked) {
    if (verb === "initialize") return introduction();
    if (verb === "lab.open") return this.#open(asked.lab);
    if (this.#scene === null) throw new Error("no lab is open");
    if (verb === "lab.reset") return this.#open(this.#lab, DONE);
    return IN_A_LAB[verb](this.#scene, asked);
  }

  #open(lab, answer = { outcome: "opened" }) {
    try {
      this.#scene = new Scene(lab);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      return { outcome: "absent", why: `the definition does not fit together (${problem.errno})` };
    }
    this.#lab = lab;
    return answer;
  }
}

function introduction() {
  return {
    outcome: "subject",
    protocol: PROTOCOL,
    name: "trusted-js",
    version: "1.0.0",
    classes: CLASSES,
    capabilities: CAPABILITIES,
  };
}
