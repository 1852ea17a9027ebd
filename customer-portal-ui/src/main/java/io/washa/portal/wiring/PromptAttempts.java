package io.washa.portal.wiring;

import io.washa.insight.PromptAttempt;
import io.washa.portal.Attempt;
import io.washa.portal.Attempts;
import java.util.Optional;
import java.util.UUID;

/** Attempts as the prompts of the bound tenant. */
record PromptAttempts(PromptAttempt.Reader prompts) implements Attempts {
  @Override
  public Optional<Attempt> findAttempt(UUID intent) {
    return prompts
        .find(intent)
        .map(prompt ->
            new Attempt(
                prompt.intent(),
                prompt.service(),
                prompt.plan(),
                prompt.phone(),
                prompt.account(),
                prompt.amount(),
                prompt.askedAt()));
  }
}
