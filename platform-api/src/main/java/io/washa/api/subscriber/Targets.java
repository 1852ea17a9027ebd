package io.washa.api.subscriber;

import io.washa.api.web.Ids;
import io.washa.catalog.Plan;
import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import io.washa.customers.Service;
import io.washa.customers.Services;
import io.washa.customers.Subscriber;
import io.washa.customers.Subscribers;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Finds the service that somebody wants to pay for. */
@Component
@ConditionalOnRole(Role.API)
class Targets {
  private final Subscribers subscribers;
  private final Services services;

  Targets(Subscribers subscribers, Services services) {
    this.subscribers = subscribers;
    this.services = services;
  }

  /** What was found. */
  sealed interface Target {
    /** The service. */
    record Found(Service service) implements Target {}

    /** Several fit; told by account number, for a name would tell whose phone it is. */
    record Several(List<Choice> choices) implements Target {}

    /** Nobody has the account number. */
    record NoAccount() implements Target {}

    /** There is no such service, or the phone is nobody's. */
    record NoService() implements Target {}

    /** The plan is for another kind of connection. */
    record Unsuitable() implements Target {}
  }

  /** One of several services. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Choice(UUID serviceId, String accountNumber) {}

  private record Candidate(Subscriber owner, Service service) {}

  /** The service that a request means, if the plan suits it. */
  Target find(InitiateRequest request, PhoneNumber phone, Plan plan) {
    String typed = request.accountNumber();
    if (typed == null) {
      return choose(request, ofPhone(request, phone), plan);
    }
    Optional<Subscriber> owner =
        AccountNumber.parse(typed)
            .flatMap(account -> subscribers.findByAccountNumber(account.digits()));
    return owner.isEmpty()
        ? new Target.NoAccount()
        : choose(request, servicesOf(owner.get()).toList(), plan);
  }

  private List<Candidate> ofPhone(InitiateRequest request, PhoneNumber phone) {
    if (request.serviceId() != null) {
      return Ids.parse(request.serviceId()).flatMap(this::byId).stream().toList();
    }
    return subscribers.findByPhone(phone.msisdn()).stream().flatMap(this::servicesOf).toList();
  }

  private Optional<Candidate> byId(UUID id) {
    return services
        .findById(id)
        .flatMap(service ->
            subscribers
                .findById(service.subscriberId())
                .map(owner -> new Candidate(owner, service)));
  }

  private Stream<Candidate> servicesOf(Subscriber owner) {
    return services.ofSubscriber(owner.id()).stream().map(service -> new Candidate(owner, service));
  }

  private static Target choose(InitiateRequest request, List<Candidate> all, Plan plan) {
    String wanted = request.serviceId();
    List<Candidate> meant =
        wanted == null
            ? all
            : all.stream().filter(one -> one.service().id().toString().equals(wanted)).toList();
    List<Candidate> fitting =
        meant.stream().filter(one -> one.service().method().equals(plan.access())).toList();
    if (meant.isEmpty()) {
      return new Target.NoService();
    }
    return switch (fitting.size()) {
      case 0 -> new Target.Unsuitable();
      case 1 -> new Target.Found(fitting.getFirst().service());
      default ->
          new Target.Several(
              fitting.stream()
                  .map(one -> new Choice(one.service().id(), one.owner().accountNumber().digits()))
                  .toList());
    };
  }
}
