package io.washa.portal;

import io.washa.customers.PhoneNumber;
import io.washa.payments.PromptAnswer;
import java.util.UUID;

/** Asks a phone for the M-Pesa PIN. */
@FunctionalInterface
public interface Prompter {
  /**
   * Prompts a phone to pay one period of a plan for a service of the bound tenant. Answers with the
   * open prompt, if there is one for the same service and plan.
   */
  PromptAnswer prompt(UUID service, UUID plan, PhoneNumber phone);
}
