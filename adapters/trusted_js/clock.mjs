/**
 * Virtual time and what happens in it. Knows no network.
 *
 * Time is kept in whole microseconds, so that 0.4 seconds and 0.1 seconds make half a second.
 */
const PER_SECOND = 1_000_000;

/** What happens first of two things that are due at the same instant: an arrival, then a limit. */
export const RANK = { ARRIVAL: 0, LIMIT: 1 };

export const toTicks = (seconds) => Math.round(seconds * PER_SECOND);
export const toSeconds = (ticks) => ticks / PER_SECOND;

export class Clock {
  #now = 0;
  #due = [];
  #scheduled = 0;

  get now() {
    return this.#now;
  }

  /** Have `action` done after so many ticks; the value returned cancels it. */
  after(delay, rank, action) {
    const event = { at: this.#now + delay, rank, order: this.#scheduled++, action };
    const later = this.#due.findIndex((other) => compare(event, other) < 0);
    this.#due.splice(later < 0 ? this.#due.length : later, 0, event);
    return event;
  }

  cancel(event) {
    const place = this.#due.indexOf(event);
    if (place >= 0) this.#due.splice(place, 1);
  }

  /** Let so many ticks pass; everything due until then is done at its own instant. */
  advance(ticks) {
    const until = this.#now + ticks;
    while (this.#due.length > 0 && this.#due[0].at <= until) {
      const event = this.#due.shift();
      this.#now = event.at;
      event.action();
    }
    this.#now = until;
  }
}

const compare = (one, other) => one.at - other.at || one.rank - other.rank || one.order - other.order;
