/**
 * Where things are: systems, stacks, addresses, links, and what follows of it for two stacks.
 * Knows no socket and no credential.
 */
import { SocketAddress, isIPv4, isIPv6 } from "node:net";

import { Refusal, known } from "./refusal.mjs";

const INSIDE = new Set(["IUTSAMEH", "HiperSockets", "XCF"]); // links that do not leave the sysplex
const FIRST_RELEASE = [1, 12]; // with trusted TCP connections
const OPTION_BITS = { none: 1, "same-cluster": 2, "same-image": 4, internal: 8 };
const MAPPED = "::ffff:";

/** One spelling for each address; an IPv4-mapped address is the IPv4 address it maps. */
export function normal(address) {
  if (isIPv4(address)) return address;
  if (!isIPv6(address) || address.includes("%")) throw new Refusal("EINVAL");
  const spelled = new SocketAddress({ address, family: "ipv6" }).address;
  return spelled.startsWith(MAPPED) ? spelled.slice(MAPPED.length) : spelled;
}

export const familyOf = (address) => (address.includes(":") ? "AF_INET6" : "AF_INET");
export const isWildcard = (address) => address === "0.0.0.0" || address === "::";

class Stack {
  constructor(definition, system) {
    this.name = definition.name;
    this.system = system;
    this.subplex = definition.subplex;
    this.addresses = definition.addresses.map(normal);
  }

  /** In one sysplex, and there in one XCF group. */
  inClusterWith(other) {
    const plex = this.system.sysplex;
    return plex !== "" && plex === other.system.sysplex && this.subplex === other.subplex;
  }
}

class System {
  constructor(definition) {
    this.name = definition.name;
    this.sysplex = definition.sysplex;
    this.database = definition.database;
    const [, version, release] = /^V(\d+)R(\d+)$/.exec(definition.release) ?? [0, 0, 0];
    this.hasPartnerInfo = version * 100 + Number(release) >= FIRST_RELEASE[0] * 100 + FIRST_RELEASE[1];
    this.stacks = definition.stacks.map((stack) => new Stack(stack, this));
  }
}

export class Topology {
  #owner = new Map(); // address to stack
  #targets = new Map(); // distributed address to its target stacks
  #links = new Map(); // "ONE TWO" to the kinds of links from one to the other
  #route = new Map(); // "ONE TWO" to the kind that carries the traffic now

  constructor(lab) {
    this.systems = new Map(lab.systems.map((system) => [system.name, new System(system)]));
    this.stacks = new Map();
    for (const system of this.systems.values()) {
      for (const stack of system.stacks) {
        this.stacks.set(stack.name, stack);
        for (const address of stack.addresses) this.#owner.set(address, stack);
      }
    }
    for (const { kind, stacks } of lab.links) {
      this.#link(stacks[0], stacks[1], kind);
      this.#link(stacks[1], stacks[0], kind);
    }
    for (const { address, owner, targets } of lab.vipas) {
      this.#owner.set(normal(address), this.stack(owner));
      if (targets.length > 0) this.#targets.set(normal(address), targets.map((one) => this.stack(one)));
    }
  }

  #link(one, other, kind) {
    const way = `${one} ${other}`;
    this.#links.set(way, [...(this.#links.get(way) ?? []), kind]);
    if (!this.#route.has(way)) this.#route.set(way, kind);
  }

  stack(name) {
    return known(this.stacks, name, "ENOENT");
  }

  system(name) {
    return known(this.systems, name, "ENOENT");
  }

  owns(stack, address) {
    return this.#owner.get(address) === stack || (this.#targets.get(address) ?? []).includes(stack);
  }

  /** The stacks where a server behind the address may be, the likeliest first. */
  hosts(address) {
    const owner = this.#owner.get(address);
    return this.#targets.get(address) ?? (owner ? [owner] : []);
  }

  reaches(stack, other) {
    return stack === other || this.#route.has(`${stack.name} ${other.name}`);
  }

  reroute(source, target, kind) {
    const way = `${this.stack(source).name} ${this.stack(target).name}`;
    if (!this.#links.get(way)?.includes(kind)) throw new Refusal("ENETUNREACH");
    this.#route.set(way, kind);
  }

  /**
   * The indicators for traffic from one stack to the partner's. None means that no other indicator
   * holds, so two subplexes of one image show none and nothing beside it.
   */
  indicators(stack, partner) {
    if (!stack.inClusterWith(partner)) return ["none"];
    const shown = ["same-cluster"];
    if (stack.system === partner.system) shown.push("same-image");
    if (stack === partner || INSIDE.has(this.#route.get(`${stack.name} ${partner.name}`))) shown.push("internal");
    return shown;
  }
}

/** The number of SO_CLUSTERCONNTYPE; no connection is 0. */
export function optionValue(indicators) {
  return indicators.reduce((sum, word) => sum + (OPTION_BITS[word] ?? 0), 0);
}
