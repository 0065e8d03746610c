/**
 * Bytes into lines, of bounded length: what is longer than the limit is thrown away up to its newline and
 * handed on as TOO_LONG. A half line at the end is no line. Knows no JSON.
 */
import { TOO_LONG } from "./conversation.mjs";

const UTF_8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const NEWLINE = 0x0a;

export class Lines {
  #limit;
  #rest = [];
  #length = 0;

  constructor(limit) {
    this.#limit = limit;
  }

  /** The lines that are complete with this chunk. */
  *take(chunk) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.#keep(chunk.subarray(start, end));
      yield this.#whole();
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
  }

  #keep(part) {
    this.#length += part.length;
    if (this.#length > this.#limit) this.#rest = [];
    else this.#rest.push(part);
  }

  #whole() {
    const line = this.#length > this.#limit ? TOO_LONG : decoded(Buffer.concat(this.#rest));
    this.#rest = [];
    this.#length = 0;
    return line;
  }
}

/** The text of the bytes; bytes that are no UTF-8 become a text that is no JSON. */
function decoded(bytes) {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return "";
  }
}
