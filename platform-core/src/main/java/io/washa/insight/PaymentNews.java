package io.washa.insight;

import io.washa.payments.PaymentRecorded;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import io.washa.work.WakeUps;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** A tenant has a new payment, committed: all that other pods are told. */
record PaymentNews(TenantId tenant) {
  static final String TOPIC = "washa:payments";

  /** Tells this pod and the others, after the payment's transaction. */
  @Component
  static class Teller {
    private final ApplicationEventPublisher events;
    private final WakeUps others;

    Teller(ApplicationEventPublisher events, WakeUps others) {
      this.events = events;
      this.others = others;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void committed(PaymentRecorded payment) {
      TenantId tenant = TenantContext.current();
      events.publishEvent(new PaymentNews(tenant));
      others.tell(TOPIC, tenant.toString());
    }
  }
}
