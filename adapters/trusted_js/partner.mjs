/**
 * SIOCSPARTNERINFO, SIOCGPARTNERINFO and SO_CLUSTERCONNTYPE: the conditions in their order, the exchange
 * with the partner's stack, suspended calls, and what is kept for a connection.
 *
 * What is kept for an end of a connection:
 *   answer    what the partner's stack first said: credentials, or that the domains differ
 *   question  the last one sent over XCF, with the time and whether a caller has given it up
 *   call      the call that is suspended on it
 */
import { RANK, toSeconds, toTicks } from "./clock.mjs";
import { Refusal, known } from "./refusal.mjs";
import { optionValue } from "./topology.mjs";
import { utoken } from "./utoken.mjs";

const LONGEST_LIMIT = 60; // seconds
const STALE = toTicks(LONGEST_LIMIT); // nobody waits longer for a question
const AREA = { header: 32, userId: 8, utoken: 80 }; // bytes; the area's real layout is not public
const SUSPENDED = { outcome: "suspended" };

export class Partner {
  #clock;
  #xcf;
  #topology;
  #programs;
  #calls = new Map();
  #kept = new WeakMap(); // end of a connection to what is kept for it
  #completed = [];

  constructor(clock, xcf, topology, programs) {
    this.#clock = clock;
    this.#xcf = xcf;
    this.#topology = topology;
    this.#programs = programs;
  }

  /** SIOCSPARTNERINFO */
  set(socket, functionName) {
    this.#isOffered(socket, functionName, "ioctl");
    if (!socket.isTcp) throw new Refusal("EPROTOTYPE");
    if (!socket.isFresh) throw new Refusal("EOPNOTSUPP");
    this.#ownDomain(socket.program);
    socket.prefetch = true;
  }

  /** SIOCGPARTNERINFO; its outcome stays under the name of the call. */
  get(request, socket) {
    const call = { name: request.call, request, started: this.#clock.now, answer: SUSPENDED };
    this.#calls.set(call.name, call);
    try {
      this.#ask(call, socket);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      call.answer = refusal.answer();
    }
    return call.answer;
  }

  outcome(name) {
    return known(this.#calls, name, "ESRCH").answer;
  }

  interrupt(name) {
    const call = known(this.#calls, name, "ESRCH");
    if (call.answer !== SUSPENDED) throw new Refusal("EINVAL");
    this.#giveUp(call, "EINTR");
  }

  /** SO_CLUSTERCONNTYPE */
  option(socket, functionName) {
    if (functionName !== "getsockopt" || !socket.isTcp) throw new Refusal("ENOPROTOOPT");
    const routing = this.#routing(socket);
    return { outcome: "routing", routing, value: optionValue(routing) };
  }

  /** The calls that ended since this was last asked, with the time. */
  takeCompleted() {
    return this.#completed.splice(0);
  }

  // What the sockets tell.

  connected(end) {
    if (end.socket.prefetch) this.#prefetch(end);
  }

  accepted(end) {
    if (end.socket.prefetch) this.#prefetch(end);
  }

  ended(end, errno) {
    const { call } = this.#keptFor(end);
    if (call) this.#end(call, new Refusal(errno).answer());
  }

  // The conditions of SIOCGPARTNERINFO, in the order in which they are told.

  #ask(call, socket) {
    const { request } = call;
    this.#isOffered(socket, request.interface, "w_ioctl");
    checkParameters(request);
    if (!socket.isTcp) throw new Refusal("EPROTOTYPE");
    if (!wantsCredentials(request)) {
      call.answer = { outcome: "answered", routing: this.#routing(socket) };
      return;
    }
    const { end } = socket;
    if (end === null || end.over || end.peer.closed) throw new Refusal("ENOTCONN");
    this.#isAuthorized(socket.program, end.stack);
    this.#ownDomain(socket.program);
    const kept = this.#keptFor(end);
    if (kept.call) throw new Refusal("EALREADY");
    if (!inReach(end)) throw new Refusal("ENOPARTNERINFO", { reason: "JrNoPartnerInfo" });
    if (!kept.answer && end.stack === end.peer.stack) this.#askHere(end);
    if (kept.answer) call.answer = this.#shown(call, end);
    else this.#wait(call, end, socket.prefetch);
  }

  #isOffered(socket, functionName, wanted) {
    if (functionName !== wanted || !socket.program.system.hasPartnerInfo) throw new Refusal("EOPNOTSUPP");
  }

  #isAuthorized(program, stack) {
    if (program.authorized) return;
    const resource = `EZB.IOCTL.${program.system.name}.${stack.name}.PARTNERINFO`;
    const code = this.#programs.security(program).check(program.caller, "SERVAUTH", resource, "READ");
    if (code !== 0) throw new Refusal("EACCES"); // no decision lets nobody in
  }

  #ownDomain(program) {
    const domain = this.#programs.security(program).domain();
    if (domain === null) throw new Refusal("EPERM", { reason: "JrNoSecDomain" });
    return domain;
  }

  #routing({ end }) {
    if (end === null || end.over) return ["no-connection"];
    return this.#topology.indicators(end.stack, end.peer.stack);
  }

  // The exchange.

  #prefetch(end) {
    if (!inReach(end) || this.#domainOf(end) === null) return; // the request that asks will say so
    if (end.stack === end.peer.stack) this.#askHere(end);
    else this.#question(end);
  }

  #askHere(end) {
    this.#keptFor(end).answer = this.#answerOfPeer(end, this.#domainOf(end));
  }

  #question(end) {
    const domain = this.#domainOf(end);
    this.#keptFor(end).question = { sent: this.#clock.now, givenUp: false };
    const atPartner = () => (end.peer.closed || end.over ? null : this.#answerOfPeer(end, domain));
    this.#xcf.exchange(end.stack.name, end.peer.stack.name, atPartner, (answer) => this.#arrived(end, answer));
    this.#clock.advance(0); // a lab may have an exchange that takes no time
  }

  /** What the partner's stack says at this moment, asked from the domain given. */
  #answerOfPeer({ peer }, domain) {
    if (this.#domainOf(peer) !== domain) return { refusal: ["EPERM", { reason: "JrNotSameSecDomain" }] };
    const { addressSpace, task } = peer.owner;
    return { addressSpace: credentials(addressSpace), task: task && credentials(task) };
  }

  #arrived(end, answer) {
    const kept = this.#keptFor(end);
    kept.answer ??= answer; // the first answer counts for the life of the connection
    kept.question = null;
    if (kept.call) this.#end(kept.call, this.#shown(kept.call, end));
  }

  #domainOf(end) {
    return this.#programs.security(end.owner).domain();
  }

  // Suspension.

  #wait(call, end, prefetched) {
    const kept = this.#keptFor(end);
    const { timeout } = call.request;
    const underWay = kept.question && !kept.question.givenUp && this.#clock.now < kept.question.sent + STALE;
    if (timeout === 0 && underWay && prefetched) throw new Refusal("EINPROGRESS");
    if (timeout === 0) throw new Refusal("EAGAIN", { reason: "JrNoSuspend" });
    Object.assign(kept, { call });
    call.end = end;
    call.limit = this.#clock.after(toTicks(timeout), RANK.LIMIT, () => this.#giveUp(call, "ETIME"));
    if (!underWay) this.#question(end);
  }

  /** The caller waits no longer; the next one asks anew, but an answer that still comes is kept. */
  #giveUp(call, errno) {
    const { question } = this.#keptFor(call.end);
    if (question) question.givenUp = true;
    this.#end(call, new Refusal(errno).answer());
  }

  #end(call, answer) {
    const waited = toSeconds(this.#clock.now - call.started);
    call.answer = { ...answer, seconds: waited };
    this.#clock.cancel(call.limit);
    this.#keptFor(call.end).call = null;
    this.#completed.push({ call: call.name, at: toSeconds(this.#clock.now) });
  }

  #shown(call, end) {
    const { answer } = this.#keptFor(end);
    if (answer.refusal) return new Refusal(...answer.refusal).answer();
    const shown = { outcome: "answered", routing: this.#routing({ end }) };
    for (const [level, said] of [["address_space", answer.addressSpace], ["task", answer.task]]) {
      if (said && call.request.request.includes("user-id")) shown[`${level}_user_id`] = said.user;
      if (said && call.request.request.includes("utoken")) shown[`${level}_utoken`] = said.utoken;
    }
    return shown;
  }

  #keptFor(end) {
    if (!this.#kept.has(end)) this.#kept.set(end, { answer: null, question: null, call: null });
    return this.#kept.get(end);
  }
}

function checkParameters({ request, timeout, short_buffer: short }) {
  if (timeout < 0 || timeout > LONGEST_LIMIT || request.length === 0) throw new Refusal("EINVAL");
  const items = (request.includes("user-id") ? AREA.userId : 0) + (request.includes("utoken") ? AREA.utoken : 0);
  if (short) throw new Refusal("ENOBUFS", { needed: AREA.header + 2 * items }); // address space and task
}

const wantsCredentials = ({ request }) => request.some((item) => item !== "routing");

/** The partner's stack is in the sysplex or subplex and of a release that can answer. */
const inReach = ({ stack, peer }) => stack.inClusterWith(peer.stack) && peer.stack.system.hasPartnerInfo;

const credentials = (identity) => ({ user: identity.user, utoken: utoken(identity) });
