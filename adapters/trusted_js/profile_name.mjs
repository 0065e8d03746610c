/**
 * Names of general-resource profiles: which resource a generic one covers, and which of several is the
 * most specific. Written after the rules of the RACF Command Language Reference. Knows no access.
 *
 *   %    one character                     *  in a qualifier  the rest of that qualifier
 *   *    as a qualifier: one qualifier     *  at the very end  one or more qualifiers, after
 *   **   no, one or several qualifiers        other characters: the rest of the name
 */

/** The profile of those given that decides about the resource, or null. A discrete one goes first. */
export function mostSpecific(profiles, resource) {
  const exact = profiles.find((profile) => profile.name === resource);
  if (exact) return exact;
  const covering = profiles.filter((profile) => covers(profile.name, resource));
  return covering.sort((one, other) => compare(one.name, other.name))[0] ?? null;
}

export function covers(name, resource) {
  if (!/[%*]/.test(name)) return name === resource;
  return coversFrom(name.split("."), resource.split("."));
}

function coversFrom([first, ...more], qualifiers) {
  if (first === undefined) return qualifiers.length === 0;
  if (first === "**") return coversAny(more, qualifiers);
  if (qualifiers.length === 0) return false;
  if (more.length === 0 && first.endsWith("*")) return coversQualifier(first, qualifiers[0]);
  return coversQualifier(first, qualifiers[0]) && coversFrom(more, qualifiers.slice(1));
}

/** Behind `**`, of which a name has one: what is left of the name covers the end of the resource. */
function coversAny(more, qualifiers) {
  return more.length <= qualifiers.length && coversFrom(more, qualifiers.slice(qualifiers.length - more.length));
}

function coversQualifier(pattern, qualifier) {
  const open = pattern.endsWith("*");
  const letters = open ? pattern.slice(0, -1) : pattern;
  if (open ? qualifier.length < letters.length : qualifier.length !== letters.length) return false;
  return [...letters].every((letter, place) => letter === "%" || letter === qualifier[place]);
}

/** Negative if `one` is the more specific: at the first difference a character, then %, * and **. */
function compare(one, other) {
  const [left, right] = [signs(one), signs(other)];
  const longer = left.length >= right.length ? left : right;
  const place = longer.findIndex((_sign, at) => rank(left[at]) !== rank(right[at]));
  return place < 0 ? 0 : rank(left[place]) - rank(right[place]);
}

const signs = (name) => name.match(/\*\*|[^]/g) ?? [];
const rank = (sign) => ["%", "*", "**", undefined].indexOf(sign); // an ordinary character is -1
