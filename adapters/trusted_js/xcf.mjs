/**
 * The signalling between stacks: a question goes one way, its answer the other, each in half the time.
 * Messages can be slow or get lost, and leave a trace. Knows nothing of what they say.
 */
import { RANK, toSeconds, toTicks } from "./clock.mjs";

export class Xcf {
  #clock;
  #usual;
  #delays = new Map(); // pair of stacks to seconds
  #lost = new Set(); // pairs of stacks
  #trace = [];

  constructor(clock, seconds) {
    this.#clock = clock;
    this.#usual = seconds;
  }

  disturb(pair, effect, seconds) {
    const key = keyOf(...pair);
    if (effect === "lose") this.#lost.add(key);
    if (effect === "delay") this.#delays.set(key, seconds);
    if (effect === "restore") {
      this.#lost.delete(key);
      this.#delays.delete(key);
    }
  }

  /** `atPartner` makes the answer, or null for none, when the question arrives; `back` gets it. */
  exchange(asking, asked, atPartner, back) {
    const whole = toTicks(this.#delays.get(keyOf(asking, asked)) ?? this.#usual);
    const there = Math.floor(whole / 2);
    this.#send("question", asking, asked, there, () => {
      const answer = atPartner();
      if (answer !== null) this.#send("answer", asked, asking, whole - there, () => back(answer));
    });
  }

  /** The messages since the last reading. `lost` stands after the message that got lost. */
  readTrace() {
    return this.#trace.splice(0);
  }

  #send(what, sender, receiver, ticks, arrive) {
    this.#note(what, sender, receiver);
    if (this.#lost.has(keyOf(sender, receiver))) this.#note("lost", sender, receiver);
    else this.#clock.after(ticks, RANK.ARRIVAL, arrive);
  }

  #note(what, sender, receiver) {
    this.#trace.push({ at: toSeconds(this.#clock.now), sender, receiver, what });
  }
}

const keyOf = (one, other) => [one, other].sort().join(" ");
