package io.washa.admin.payments;

import io.washa.admin.desk.KnownRows;
import io.washa.insight.PaymentList;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
@ConditionalOnRole(Role.ADMIN)
class KnownPayments implements KnownRows {
  private final PaymentList payments;

  KnownPayments(PaymentList payments) {
    this.payments = payments;
  }

  @Override
  public Class<?> view() {
    return PaymentView.class;
  }

  @Override
  public boolean has(UUID id) {
    return payments.find(id).isPresent();
  }
}
