/**
 * Programs and the identities they run under: address space, task, authorization. Knows no socket.
 */
import { Refusal, known } from "./refusal.mjs";

class Program {
  constructor(name, system, stacks, authorized) {
    this.name = name;
    this.system = system;
    this.stacks = stacks; // one with affinity, all of the system without
    this.authorized = authorized; // APF or supervisor state
    this.addressSpace = null;
    this.task = null;
  }

  /** Who is asked for authority: the task, if it has an identity of its own. */
  get caller() {
    return this.task ?? this.addressSpace;
  }
}

export class Programs {
  #topology;
  #servers; // system name to its security server
  #programs = new Map();

  constructor(topology, servers) {
    this.#topology = topology;
    this.#servers = servers;
  }

  start({ program: name, user, system, stack, task_user, apf, supervisor_state }) {
    if (this.#programs.has(name)) throw new Refusal("EEXIST");
    const stacks = stack ? [this.#topology.stack(stack)] : this.#topology.system(system).stacks;
    const program = new Program(name, stacks[0].system, stacks, apf || supervisor_state);
    program.addressSpace = this.#identity(program, user);
    if (task_user) program.task = this.#identity(program, task_user);
    this.#programs.set(name, program);
  }

  stop(name) {
    this.get(name);
    this.#programs.delete(name);
  }

  /** Give the task an identity, or with an empty user none of its own. */
  task(name, user) {
    const program = this.get(name);
    program.task = user ? this.#identity(program, user) : null;
  }

  get(name) {
    return known(this.#programs, name, "ESRCH");
  }

  security(program) {
    return this.#servers.get(program.system.name);
  }

  #identity(program, user) {
    return this.security(program).database.identity(user);
  }
}
