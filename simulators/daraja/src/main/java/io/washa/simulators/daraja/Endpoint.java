package io.washa.simulators.daraja;

/** Answers the calls of one path. */
@FunctionalInterface
interface Endpoint {
  Reply answer(Call call);
}
