/**
 * The verbs this subject has and the shape of their parameters, after docs/protocol.md. In requests every
 * field is present and no other is. Knows no meaning of any.
 */
const LONGEST_TIME = 1e9; // seconds; beyond it microseconds are no longer exact

const string = (value) => typeof value === "string";
const boolean = (value) => typeof value === "boolean";
const whole = (value) => Number.isSafeInteger(value);
const port = (value) => whole(value) && value >= 0 && value <= 65535;
const seconds = (value) => typeof value === "number" && value >= 0 && value <= LONGEST_TIME;
const oneOf = (words) => (value) => words.split(" ").includes(value);
const orNull = (type) => (value) => value === null || type(value);
const listOf = (type) => (value) => Array.isArray(value) && value.every(type);
const pairOf = (type) => (value) => listOf(type)(value) && value.length === 2;
const mapOf = (type) => (value) => isObject(value) && Object.values(value).every(type);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const object = (fields) => (value) =>
  isObject(value) &&
  Object.keys(value).length === Object.keys(fields).length &&
  Object.entries(fields).every(([name, type]) => Object.hasOwn(value, name) && type(value[name]));

const access = oneOf("NONE READ UPDATE CONTROL ALTER");
const attribute = oneOf("RESTRICTED TRUSTED PRIVILEGED");
const linkKind = oneOf("IUTSAMEH HiperSockets XCF OSA");

const stack = object({ name: string, addresses: listOf(string), subplex: string });
const system = object({
  name: string, cpc: string, stacks: listOf(stack), database: string, sysplex: string, release: string,
});
const user = object({ id: string, default_group: string, groups: listOf(string), attributes: listOf(attribute) });
const profile = object({
  name: string, resource_class: string, uacc: access, appldata: string, access: mapOf(access),
});
const lab = object({
  name: string,
  purpose: string,
  systems: listOf(system),
  links: listOf(object({ kind: linkKind, stacks: pairOf(string) })),
  vipas: listOf(object({ address: string, owner: string, targets: listOf(string) })),
  databases: listOf(object({ name: string, users: listOf(user), profiles: listOf(profile) })),
  xcf_seconds: seconds,
});
const named = { database: string, profile: string, resource_class: string };

export const VERBS = new Map(
  Object.entries({
    "initialize": { protocol: string, harness: string },
    "lab.open": { lab },
    "lab.reset": {},
    "program.start": {
      program: string, user: string, system: string, stack: string, task_user: string, apf: boolean,
      supervisor_state: boolean,
    },
    "program.stop": { program: string },
    "program.task": { program: string, task_user: string },
    "socket.open": {
      socket: string, program: string, family: oneOf("AF_INET AF_INET6"), type: oneOf("SOCK_STREAM SOCK_DGRAM"),
      nonblocking: boolean,
    },
    "socket.bind": { socket: string, address: string, port },
    "socket.listen": { socket: string },
    "socket.connect": { socket: string, address: string, port },
    "socket.accept": { listener: string, socket: string },
    "socket.shutdown": { socket: string, how: oneOf("SHUT_RD SHUT_WR SHUT_RDWR") },
    "socket.close": { socket: string, abort: boolean },
    "socket.give": { socket: string, to: string },
    "socket.take": { given: string, program: string, socket: string },
    "partner.set": { socket: string, interface: string },
    "partner.get": {
      call: string, socket: string, request: listOf(oneOf("routing user-id utoken")), timeout: whole,
      interface: string, short_buffer: boolean,
    },
    "partner.outcome": { call: string },
    "partner.interrupt": { call: string },
    "routing.get": { socket: string, interface: string },
    "saf.user": {
      database: string, user: string, default_group: string, groups: listOf(string), attributes: listOf(attribute),
    },
    "saf.define": { ...named, uacc: access, appldata: string, warning: boolean },
    "saf.alter": { ...named, uacc: orNull(access), appldata: orNull(string) },
    "saf.delete": named,
    "saf.permit": { ...named, id: string, access: orNull(access) },
    "saf.options": {
      system: string, resource_class: string, active: orNull(boolean), raclist: orNull(boolean),
      grplist: orNull(boolean),
    },
    "saf.refresh": { system: string, resource_class: string },
    "access.check": { program: string, resource: string, resource_class: string, access },
    "token.map": { program: string, utoken: string },
    "token.login": { program: string, utoken: string },
    "token.foreign": { user: string },
    "clock.advance": { seconds },
    "xcf.disturb": { between: pairOf(string), effect: oneOf("delay lose restore"), seconds },
    "route.change": { source: string, target: string, via: linkKind },
    "trace.read": {},
  }).map(([name, fields]) => [name, object(fields)]),
);
