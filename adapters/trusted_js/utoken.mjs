/**
 * UTOKENs of 80 bytes: eight character fields in EBCDIC, masked by a form of our own. Knows no profile.
 *
 * A token is its length and version, a seal of 14 bytes made from its fields with the product's key, and
 * the fields under a stream of bytes made from key and seal. The same fields give the same token in
 * every run; without the key it can be neither read nor made. It hides nothing from who has this source.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

import { Refusal } from "./refusal.mjs";

const LENGTH = 80;
const VERSION = 1;
const SEAL = { start: 2, end: 16 };
const FIELD = 8;
const NAMES = ["TOKSCL", "TOKXNOD", "TOKSUSR", "TOKSNOD", "TOKSGRP", "TOKPOE", "TOKUSER", "TOKGRUP"];
const OURS = "trusted-js";
const THEIRS = "another security product";
const CHARACTERS = " ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#@$";
const EBCDIC = Buffer.from(
  "40" + "c1c2c3c4c5c6c7c8c9" + "d1d2d3d4d5d6d7d8d9" + "e2e3e4e5e6e7e8e9" + "f0f1f2f3f4f5f6f7f8f9" + "7b7c5b",
  "hex",
);

/** The token of a user as hexadecimal digits. */
export function utoken({ user, group }) {
  return build(OURS, { TOKUSER: user, TOKGRUP: group });
}

export function foreignUtoken(user) {
  return build(THEIRS, { TOKUSER: user });
}

/** TOKENMAP: the readable fields by name; what this product has not made is refused. */
export function fieldsOf(digits) {
  const token = Buffer.from(digits, "hex");
  if (token.toString("hex") !== digits.toLowerCase() || token.length !== LENGTH) throw new Refusal("EINVAL");
  const seal = token.subarray(SEAL.start, SEAL.end);
  const body = masked(OURS, seal, token.subarray(SEAL.end));
  const genuine = token[0] === LENGTH && token[1] === VERSION && timingSafeEqual(seal, sealOf(OURS, body));
  if (!genuine) throw new Refusal("EINVAL");
  return Object.fromEntries(NAMES.map((name, at) => [name, text(body.subarray(at * FIELD, (at + 1) * FIELD))]));
}

function build(key, values) {
  const body = Buffer.concat(NAMES.map((name) => field(values[name] ?? "")));
  const seal = sealOf(key, body);
  return Buffer.concat([Buffer.of(LENGTH, VERSION), seal, masked(key, seal, body)]).toString("hex");
}

function sealOf(key, body) {
  return createHmac("sha512", key).update("seal").update(body).digest().subarray(0, SEAL.end - SEAL.start);
}

function masked(key, seal, bytes) {
  const stream = createHmac("sha512", key).update("mask").update(seal).digest(); // as long as the fields
  return Buffer.from(bytes.map((byte, at) => byte ^ stream[at]));
}

function field(value) {
  const padded = value.padEnd(FIELD).slice(0, FIELD);
  return Buffer.from([...padded].map((one) => EBCDIC[Math.max(0, CHARACTERS.indexOf(one))]));
}

function text(bytes) {
  return [...bytes].map((byte) => CHARACTERS[EBCDIC.indexOf(byte)]).join("").trimEnd();
}
