/**
 * The adapter: reads lines from standard input, answers each on standard output, ends with its input.
 */
import { Conversation } from "./conversation.mjs";
import { Lines } from "./lines.mjs";
import { Subject } from "./subject.mjs";

const LONGEST_LINE = 1024 * 1024;

const subject = new Subject();
const conversation = new Conversation(
  (verb, asked) => subject.perform(verb, asked),
  (text) => process.stderr.write(text),
);
const lines = new Lines(LONGEST_LINE);

process.stdout.on("error", () => process.exit(0)); // the harness has gone; nobody is left to tell
for await (const chunk of process.stdin) {
  const replies = [];
  for (const line of lines.take(chunk)) replies.push(conversation.reply(line), "\n");
  if (replies.length > 0) process.stdout.write(replies.join(""));
}
