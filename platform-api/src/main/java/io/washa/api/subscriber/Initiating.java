package io.washa.api.subscriber;

import io.washa.api.web.Ids;
import io.washa.api.web.Limits;
import io.washa.api.web.Problem;
import io.washa.api.web.ProblemCode;
import io.washa.catalog.Plan;
import io.washa.catalog.Plans;
import io.washa.customers.PhoneNumber;
import io.washa.customers.Service;
import io.washa.network.SiteHealth;
import io.washa.payments.PromptAnswer;
import io.washa.payments.PromptRequest;
import io.washa.payments.Prompting;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Starts a payment at the bound tenant, unless something speaks against taking the money. */
@Component
@ConditionalOnRole(Role.API)
class Initiating {
  private static final Logger LOG = LoggerFactory.getLogger(Initiating.class);
  private static final Duration PATIENCE = Duration.ofMillis(1200);
  private static final Duration SITE_RETRY = Duration.ofSeconds(30);

  private final Plans plans;
  private final Targets targets;
  private final SiteHealth sites;
  private final Prompting prompting;
  private final Limits limits;
  private final int perPhone;

  Initiating(
      Plans plans,
      Targets targets,
      Doors doors,
      Limits limits,
      @Value("${washa.api.limits.phone-per-minute:5}") int perPhone) {
    this.plans = plans;
    this.targets = targets;
    this.sites = doors.sites();
    this.prompting = doors.prompting();
    this.limits = limits;
    this.perPhone = perPhone;
  }

  /** What a payment goes through. */
  @Component
  @ConditionalOnRole(Role.API)
  record Doors(SiteHealth sites, Prompting prompting) {}

  /** What became of the wish to pay. */
  sealed interface Started {
    /**
     * There is a prompt.
     *
     * @param state {@code prompted}, or {@code failed} if M-Pesa refused it
     */
    record Prompt(UUID id, String state) implements Started {}

    /** There is none. */
    record Refused(Problem problem) implements Started {}
  }

  /** Starts a payment. */
  Started start(InitiateRequest request) {
    Optional<Plan> plan = Ids.parse(request.planId()).flatMap(plans::findById).filter(Plan::onSale);
    if (plan.isEmpty()) {
      return refused(ProblemCode.PLAN_UNKNOWN);
    }
    String typed = request.phone();
    Optional<PhoneNumber> phone = typed == null ? Optional.empty() : PhoneNumber.parse(typed);
    if (phone.isEmpty()) {
      return refused(ProblemCode.PHONE_INVALID);
    }
    Optional<Duration> wait = limits.refuse("phone", phone.get().msisdn(), perPhone);
    if (wait.isPresent()) {
      return new Started.Refused(
          Problem.of(ProblemCode.TOO_MANY_REQUESTS, "This phone was asked for too often.")
              .retryAfter(wait.get()));
    }
    return switch (targets.find(request, phone.get(), plan.get())) {
      case Targets.Target.Found(Service service) -> prompt(service, plan.get(), phone.get());
      case Targets.Target.Several several ->
          new Started.Refused(
              Problem.of(
                      ProblemCode.SERVICE_AMBIGUOUS,
                      "Repeat the request with service_id or account_number of one choice.")
                  .with("choices", several.choices()));
      case Targets.Target.NoAccount() -> refused(ProblemCode.ACCOUNT_UNKNOWN);
      case Targets.Target.NoService() -> refused(ProblemCode.SERVICE_UNKNOWN);
      case Targets.Target.Unsuitable() -> refused(ProblemCode.PLAN_UNSUITABLE);
    };
  }

  private Started prompt(Service service, Plan plan, PhoneNumber phone) {
    if (!canConnect(service.siteId())) {
      return new Started.Refused(
          Problem.of(
                  ProblemCode.SITE_DOWN,
                  "The equipment at the site does not answer, so no money was asked for.")
              .retryAfter(SITE_RETRY));
    }
    return switch (prompting.prompt(new PromptRequest(service.id(), plan.id(), phone))) {
      case PromptAnswer.Sent(UUID intent) -> new Started.Prompt(intent, "prompted");
      case PromptAnswer.Refused(UUID intent, String _) -> new Started.Prompt(intent, "failed");
      case PromptAnswer.AlreadyOpen(UUID intent) ->
          new Started.Refused(
              Problem.of(
                      ProblemCode.PROMPT_OPEN,
                      "A prompt for the same service and plan waits for the PIN.")
                  .with("payment", Map.of("id", intent, "state", "prompted")));
      case PromptAnswer.NotSetUp() -> refused(ProblemCode.PAYMENTS_UNAVAILABLE);
    };
  }

  private boolean canConnect(UUID site) {
    try {
      return switch (sites.canSiteConnect(site, PATIENCE)) {
        case SiteHealth.Answer.Yes() -> true;
        case SiteHealth.Answer.No no -> {
          LOG.info("site {} is down, no payment taken: {}", site, no.reason());
          yield false;
        }
      };
    } catch (RuntimeException e) {
      LOG.warn("cannot tell whether site {} is up", site, e);
      return false;
    }
  }

  private static Started refused(ProblemCode code) {
    return new Started.Refused(Problem.of(code));
  }
}
