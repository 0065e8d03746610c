/**
 * What this subject says when it says no. A refusal is an answer, not an error of the adapter.
 * Knows no call: whoever refuses names the errno and, where the manual lists one, the reason code.
 */
export class Refusal extends Error {
  constructor(errno, { reason = "", needed = null } = {}) {
    super(errno);
    this.errno = errno;
    this.reason = reason;
    this.needed = needed;
  }

  answer() {
    const answer = { outcome: "refused", errno: this.errno };
    if (this.reason) answer.reason = this.reason;
    if (this.needed !== null) answer.needed = this.needed;
    return answer;
  }
}

/** Look a name up, or refuse with the errno that an unknown name of this kind gives. */
export function known(map, name, errno) {
  const value = map.get(name);
  if (value === undefined) throw new Refusal(errno);
  return value;
}
