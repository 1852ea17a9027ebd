package io.washa.simulators.daraja;

import java.time.InstantSource;

/** The virtual phone. */
final class Phone implements Endpoint {
  record Parts(Books books, Prompts prompts, Stk stk, C2b c2b) {}

  Phone(Parts parts, InstantSource clock) {}

  @Override
  public Reply answer(Call call) {
    return Reply.problem(404, "later");
  }
}
