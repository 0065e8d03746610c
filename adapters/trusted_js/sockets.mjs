/**
 * Sockets and TCP connections, as far as a partner and its place depend on them. Data does not flow, and
 * a connection is made at once. Knows no credential: `watcher` is told what becomes of connections.
 *
 * A connection is two ends that know each other. An end has finished when it has sent its FIN; it is
 * closed when its socket is. When both have finished, or one was reset, the connection is over.
 */
import { familyOf, isWildcard, normal } from "./topology.mjs";
import { Refusal, known } from "./refusal.mjs";

class Socket {
  constructor({ socket, family, type }, program) {
    this.name = socket;
    this.program = program;
    this.family = family;
    this.isTcp = type === "SOCK_STREAM";
    this.local = null; // { address, port } once bound
    this.queue = null; // ends not accepted yet, once listening
    this.end = null; // once connected
    this.prefetch = false; // marked by SIOCSPARTNERINFO
    this.offeredTo = null;
  }

  get isFresh() {
    return this.queue === null && this.end === null;
  }
}

class End {
  peer = null;
  finished = false;
  closed = false;
  over = false;

  constructor(stack, socket, program) {
    this.stack = stack;
    this.socket = socket; // null while it waits to be accepted
    this.waitsFor = program; // the server's program, meanwhile
  }

  get owner() {
    return this.socket?.program ?? this.waitsFor;
  }
}

export class Sockets {
  #topology;
  #watcher;
  #sockets = new Map();

  constructor(topology, watcher) {
    this.#topology = topology;
    this.#watcher = watcher;
  }

  get(name) {
    return known(this.#sockets, name, "EBADF");
  }

  open(request, program) {
    this.#isNew(request.socket);
    this.#sockets.set(request.socket, new Socket(request, program));
  }

  bind(name, address, port) {
    const socket = this.get(name);
    if (socket.local !== null || !socket.isFresh) throw new Refusal("EINVAL");
    const wanted = { address: normal(address), port };
    const own = socket.program.stacks.some((stack) => this.#topology.owns(stack, wanted.address));
    if (!own && !isWildcard(wanted.address)) throw new Refusal("EADDRNOTAVAIL");
    if (port !== 0 && this.#isTaken(socket, wanted)) throw new Refusal("EADDRINUSE");
    socket.local = wanted;
  }

  listen(name) {
    const socket = this.get(name);
    if (!socket.isTcp) throw new Refusal("EOPNOTSUPP");
    if (socket.end !== null || socket.local === null) throw new Refusal("EINVAL");
    socket.queue ??= [];
  }

  connect(name, written, port) {
    const socket = this.get(name);
    if (!socket.isTcp) return; // a datagram socket only notes the address
    if (socket.queue !== null) throw new Refusal("EOPNOTSUPP");
    if (socket.end !== null) throw new Refusal("EISCONN");
    if (familyOf(written) !== socket.family) throw new Refusal("EAFNOSUPPORT");
    const target = normal(written);
    const { listener, host } = this.#listener(target, port);
    this.#join(socket, this.#leaveBy(socket, host), listener, host);
    this.#watcher.connected(socket.end);
  }

  accept(listenerName, name) {
    const listener = this.get(listenerName);
    if (listener.queue === null) throw new Refusal("EINVAL");
    this.#isNew(name);
    const end = listener.queue.find((one) => !one.over);
    if (!end) throw new Refusal("EWOULDBLOCK");
    listener.queue = listener.queue.slice(listener.queue.indexOf(end) + 1);
    const socket = new Socket({ socket: name, family: listener.family, type: "SOCK_STREAM" }, listener.program);
    socket.prefetch = listener.prefetch;
    socket.end = end;
    end.socket = socket;
    this.#sockets.set(name, socket);
    this.#watcher.accepted(end);
  }

  shutdown(name, how) {
    const { end } = this.get(name);
    if (end === null || end.over) throw new Refusal("ENOTCONN");
    if (how === "SHUT_RD") return;
    end.finished = true;
    if (end.peer.finished) this.#finish(end, "ENOTCONN");
  }

  close(name, abort) {
    const socket = this.get(name);
    this.#sockets.delete(name);
    for (const end of socket.queue ?? []) this.#closeEnd(end, true);
    if (socket.end !== null) this.#closeEnd(socket.end, abort);
  }

  closeAllOf(program) {
    for (const socket of [...this.#sockets.values()]) {
      if (socket.program === program) this.close(socket.name, false);
    }
  }

  give(name, program) {
    const socket = this.get(name);
    if (program.system !== socket.program.system) throw new Refusal("EINVAL");
    socket.offeredTo = program;
  }

  /** The socket has its new name and owner from now on; the old name is no more. */
  take(given, program, name) {
    const socket = this.get(given);
    if (socket.offeredTo !== program) throw new Refusal("EBADF");
    this.#isNew(name);
    this.#sockets.delete(given);
    Object.assign(socket, { name, program, offeredTo: null });
    this.#sockets.set(name, socket);
  }

  #closeEnd(end, abort) {
    if (end.over) return;
    const wasLast = end.peer.finished;
    end.finished = end.closed = true;
    this.#watcher.ended(end, "ENOTCONN");
    if (abort) this.#finish(end, "ECONNRESET");
    else if (wasLast) this.#finish(end, "ENOTCONN");
    else this.#watcher.ended(end.peer, "ENOTCONN"); // its connection goes on, its partner is gone
  }

  #finish(end, errno) {
    for (const one of [end, end.peer]) {
      one.over = true;
      this.#watcher.ended(one, errno);
    }
  }

  #isNew(name) {
    if (this.#sockets.has(name)) throw new Refusal("EEXIST");
  }

  #isTaken(socket, { address, port }) {
    return [...this.#sockets.values()].some(
      (other) =>
        other.local?.port === port &&
        other.isTcp === socket.isTcp &&
        other.program.stacks.some((stack) => socket.program.stacks.includes(stack)) &&
        (other.local.address === address || isWildcard(other.local.address) || isWildcard(address)),
    );
  }

  /** The listening socket behind address and port, and the stack where it is met. */
  #listener(address, port) {
    const hosts = this.#topology.hosts(address);
    if (hosts.length === 0) throw new Refusal("ENETUNREACH");
    for (const host of hosts) {
      for (const listener of this.#sockets.values()) {
        if (answers(listener, host, address, port)) return { listener, host };
      }
    }
    throw new Refusal("ECONNREFUSED");
  }

  /** The stack by which a socket leaves its system: that of its address, else the nearest to the host. */
  #leaveBy(socket, host) {
    const { stacks } = socket.program;
    const bound = socket.local && !isWildcard(socket.local.address);
    const open = bound ? stacks.filter((stack) => this.#topology.owns(stack, socket.local.address)) : stacks;
    const nearest = open.includes(host) ? host : open.find((stack) => this.#topology.reaches(stack, host));
    if (!nearest) throw new Refusal("ENETUNREACH");
    return nearest;
  }

  #join(socket, stack, listener, host) {
    const [near, far] = [new End(stack, socket, null), new End(host, null, listener.program)];
    near.peer = far;
    far.peer = near;
    socket.end = near;
    listener.queue.push(far);
  }
}

function answers(listener, host, address, port) {
  if (listener.queue === null || listener.local.port !== port) return false;
  if (!listener.program.stacks.includes(host)) return false;
  if (listener.local.address === address) return true;
  return isWildcard(listener.local.address) && (listener.family === "AF_INET6" || familyOf(address) === "AF_INET");
}
