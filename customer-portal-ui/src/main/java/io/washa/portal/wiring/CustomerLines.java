package io.washa.portal.wiring;

import io.washa.customers.AccountNumber;
import io.washa.customers.PhoneNumber;
import io.washa.customers.Service;
import io.washa.customers.Services;
import io.washa.customers.Subscriber;
import io.washa.customers.Subscribers;
import io.washa.portal.Line;
import io.washa.portal.Lines;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Lines from the tenant's subscribers and their services. */
record CustomerLines(Subscribers subscribers, Services services) implements Lines {
  @Override
  public List<Line> ofPhone(PhoneNumber phone) {
    return subscribers.findByPhone(phone.msisdn()).stream().flatMap(this::linesOf).toList();
  }

  @Override
  public List<Line> ofAccount(AccountNumber account) {
    return subscribers.findByAccountNumber(account.digits()).stream()
        .flatMap(this::linesOf)
        .toList();
  }

  @Override
  public Optional<Line> findLine(UUID service) {
    return services
        .findById(service)
        .flatMap(
            found -> subscribers.findById(found.subscriberId()).map(owner -> line(owner, found)));
  }

  private Stream<Line> linesOf(Subscriber subscriber) {
    return services.ofSubscriber(subscriber.id()).stream()
        .map(service -> line(subscriber, service));
  }

  private static Line line(Subscriber subscriber, Service service) {
    return new Line(
        service.id(),
        service.siteId(),
        service.planId(),
        service.method(),
        service.username(),
        subscriber.accountNumber(),
        subscriber.phone());
  }
}
