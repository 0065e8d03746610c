/**
 * A small SAF and RACF: databases of users and profiles that systems share, and on each system its own
 * copies in storage (RACLIST) of the profiles, which alone decide. Knows no stack and no socket.
 */
import { mostSpecific } from "./profile_name.mjs";
import { Refusal, known } from "./refusal.mjs";

export const SAF = { GRANTED: 0, NO_DECISION: 4, DENIED: 8 };

const SERVAUTH = "SERVAUTH";
const DOMAIN_PROFILE = "EZBDOMAIN";
const LONGEST_APPLDATA = 255;
const LEVELS = ["NONE", "READ", "UPDATE", "CONTROL", "ALTER"];
const ALL_USERS = "*";

const level = (access) => LEVELS.indexOf(access);
const highest = (accesses) => accesses.reduce((one, other) => (level(one) >= level(other) ? one : other));

export class Database {
  #users = new Map();
  #profiles = new Map();

  constructor(definition) {
    for (const user of definition.users) this.defineUser(user.id, user);
    for (const profile of definition.profiles) {
      this.define(profile.resource_class, profile.name, { ...profile, warning: false });
    }
  }

  defineUser(id, { default_group, groups, attributes }) {
    const all = [...new Set([default_group, ...groups])];
    this.#users.set(id, { user: id, group: default_group, groups: all, attributes: [...attributes] });
  }

  /** What a program that runs under the user carries with it from then on. */
  identity(id) {
    return structuredClone(known(this.#users, id, "ESRCH"));
  }

  define(resourceClass, name, { uacc, appldata, warning, access = {} }) {
    if (this.#profiles.has(`${resourceClass} ${name}`)) throw new Refusal("EEXIST");
    if (name.split("**").length > 2) throw new Refusal("EINVAL"); // allowed once in a name
    const entries = new Map(Object.entries(access));
    const profile = { resourceClass, name, uacc, appldata: checked(appldata), warning, access: entries };
    this.#profiles.set(`${resourceClass} ${name}`, profile);
  }

  alter(resourceClass, name, { uacc, appldata }) {
    const profile = this.#profile(resourceClass, name);
    if (appldata !== null) profile.appldata = checked(appldata);
    if (uacc !== null) profile.uacc = uacc;
  }

  delete(resourceClass, name) {
    this.#profile(resourceClass, name);
    this.#profiles.delete(`${resourceClass} ${name}`);
  }

  permit(resourceClass, name, id, access) {
    const entries = this.#profile(resourceClass, name).access;
    if (access === null) entries.delete(id);
    else entries.set(id, access);
  }

  profilesOf(resourceClass) {
    return [...this.#profiles.values()].filter((profile) => profile.resourceClass === resourceClass);
  }

  #profile(resourceClass, name) {
    return known(this.#profiles, `${resourceClass} ${name}`, "ENOENT");
  }
}

function checked(appldata) {
  if (appldata.length > LONGEST_APPLDATA) throw new Refusal("EINVAL");
  return appldata;
}

/** Security of one system: which classes are active, its copies of profiles, its decisions. */
export class SecurityServer {
  #classes = new Map();
  #listOfGroups = true;

  constructor(database) {
    this.database = database;
    this.options(SERVAUTH, { active: true, raclist: true, grplist: null });
  }

  /** SETROPTS: CLASSACT, RACLIST, GRPLIST; null leaves an option alone. */
  options(resourceClass, { active, raclist, grplist }) {
    const settings = this.#classes.get(resourceClass) ?? { active: false, copy: null };
    this.#classes.set(resourceClass, settings);
    if (active !== null) settings.active = active;
    if (raclist !== null) settings.copy = raclist ? this.#copy(resourceClass) : null;
    if (grplist !== null) this.#listOfGroups = grplist;
  }

  /** SETROPTS RACLIST REFRESH, which has something to refresh only where there is a copy. */
  refresh(resourceClass) {
    const settings = this.#classes.get(resourceClass);
    if (!settings?.copy) throw new Refusal("EINVAL");
    settings.copy = this.#copy(resourceClass);
  }

  /** RACROUTE REQUEST=AUTH. */
  check(identity, resourceClass, resource, wanted) {
    const profiles = this.#inForce(resourceClass);
    if (profiles === null) return SAF.NO_DECISION;
    if (identity.attributes.some((one) => one === "TRUSTED" || one === "PRIVILEGED")) return SAF.GRANTED;
    const profile = mostSpecific(profiles, resource);
    if (profile === null) return SAF.NO_DECISION;
    const enough = level(this.#access(identity, profile)) >= level(wanted);
    return enough || profile.warning ? SAF.GRANTED : SAF.DENIED;
  }

  /**
   * The name of the security domain, folded to upper case and without blanks at its end, or null
   * where none is defined. Nobody's authority to the profile is looked at.
   */
  domain() {
    const profile = (this.#inForce(SERVAUTH) ?? []).find((one) => one.name === DOMAIN_PROFILE);
    const name = (profile?.appldata ?? "").replace(/ +$/, "");
    return name === "" ? null : name.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  }

  /** The profiles that decide, or null: SERVAUTH decides only from a copy in storage. */
  #inForce(resourceClass) {
    const settings = this.#classes.get(resourceClass);
    if (!settings?.active) return null;
    return settings.copy ?? (resourceClass === SERVAUTH ? null : this.database.profilesOf(resourceClass));
  }

  /** The user's entry goes before those of groups, these before the entry for all and the UACC. */
  #access(identity, profile) {
    const own = profile.access.get(identity.user);
    if (own !== undefined) return own;
    const groups = this.#listOfGroups ? identity.groups : [identity.group];
    const ofGroups = groups.map((group) => profile.access.get(group)).filter((one) => one !== undefined);
    if (ofGroups.length > 0) return highest(ofGroups);
    if (identity.attributes.includes("RESTRICTED")) return "NONE";
    return highest([profile.access.get(ALL_USERS) ?? "NONE", profile.uacc]);
  }

  #copy(resourceClass) {
    return structuredClone(this.database.profilesOf(resourceClass));
  }
}
