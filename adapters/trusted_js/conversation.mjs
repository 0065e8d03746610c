/**
 * JSON-RPC: from a line to its reply, batches included. Knows no subject: `perform(verb, parameters)` does
 * what is asked, and what it throws is a failure of the adapter.
 */
import { VERBS } from "./verbs.mjs";

const NOT_JSON = -32700;
const NO_REQUEST = -32600;
const NO_SUCH_METHOD = -32601;
const NO_SUCH_PARAMETERS = -32602;
const FAILED = -32603;
const NOT_EXECUTED = -32000;

const LONGEST_REPLY = 1024 * 1024 - 4096; // characters, all of them ASCII but in names the harness gave
const LONGEST_MESSAGE = 200;

export const TOO_LONG = Symbol("a line that was too long to be kept");

class RpcError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

export class Conversation {
  #perform;
  #complain;
  #toSkip = 0; // requests of a batch that an error has spoiled

  constructor(perform, complain) {
    this.#perform = perform;
    this.#complain = complain;
  }

  /** The reply to one line, without its newline. */
  reply(line) {
    let request = {};
    try {
      request = parsed(line);
      const reply = JSON.stringify({ jsonrpc: "2.0", id: request.id, result: this.#result(request) });
      if (reply.length > LONGEST_REPLY) throw new Error("the reply is too long");
      return reply;
    } catch (problem) {
      if (problem.code !== NOT_EXECUTED) this.#toSkip = Math.max(this.#toSkip - 1, followers(request));
      const id = whole(request.id) ? request.id : null;
      return JSON.stringify({ jsonrpc: "2.0", id, error: this.#told(problem) });
    }
  }

  #result(request) {
    if (this.#toSkip > 0) {
      this.#toSkip -= 1;
      throw new RpcError(NOT_EXECUTED, "not executed: an earlier request of the batch was answered with an error");
    }
    const { jsonrpc, id, method, params, batch = 0 } = request;
    const wellFormed = jsonrpc === "2.0" && whole(id) && typeof method === "string" && whole(batch) && batch >= 0;
    if (!wellFormed) throw new RpcError(NO_REQUEST, "not a request");
    const fits = VERBS.get(method);
    if (!fits) throw new RpcError(NO_SUCH_METHOD, "method not found");
    if (!fits(params)) throw new RpcError(NO_SUCH_PARAMETERS, `these are no parameters of ${method}`);
    return this.#perform(method, params);
  }

  #told(problem) {
    if (problem instanceof RpcError) return { code: problem.code, message: problem.message };
    this.#complain(`${problem.stack}\n`);
    return { code: FAILED, message: `the adapter failed: ${problem.message.slice(0, LONGEST_MESSAGE)}` };
  }
}

function parsed(line) {
  if (line === TOO_LONG) throw new RpcError(NO_REQUEST, "the line is too long");
  let request;
  try {
    request = JSON.parse(line);
  } catch {
    throw new RpcError(NOT_JSON, "the line is not JSON");
  }
  if (typeof request !== "object" || request === null) throw new RpcError(NO_REQUEST, "not a request");
  return request;
}

const whole = Number.isSafeInteger;
const followers = ({ batch }) => (whole(batch) && batch > 0 ? batch : 0);
