package io.washa.admin.subscribers.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.server.VaadinSession;
import io.washa.admin.desk.SignedIn;
import io.washa.admin.desk.Texts;
import io.washa.billing.documents.IssueAnswer;
import io.washa.customers.Aliases;
import io.washa.customers.Customers;
import io.washa.identity.Permission;
import io.washa.identity.StaffMember;
import io.washa.identity.StaffRole;
import io.washa.network.Bindings;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A dialog books for whoever may, and once. */
class MoneyDialogTest {
  private int changes;

  @AfterEach
  void leave() {
    VaadinSession.setCurrent(null);
  }

  @Test
  void whoMayNotBooksNothingThoughTheDialogIsOpen() {
    Counting readOnly = dialog(StaffRole.READ_ONLY);
    readOnly.press();
    assertThat(readOnly.tries).isZero();
    assertThat(changes).isZero();

    Counting cashier = dialog(StaffRole.CASHIER);
    cashier.press();
    assertThat(cashier.tries).isEqualTo(1);
    assertThat(changes).isEqualTo(1);
  }

  @Test
  void whatIsDoneIsNotDoneAgainAndWhatIsRefusedMayBeTriedAgain() {
    Counting dialog = dialog(StaffRole.OWNER);
    dialog.next = Outcome.refused("amount.wrong");
    dialog.press();
    assertThat(changes).isZero();
    dialog.next = Outcome.done("money.gone");
    dialog.press();
    dialog.press();
    assertThat(dialog.tries).isEqualTo(2);
    assertThat(changes).isEqualTo(1);
  }

  @Test
  void eachOpenedDialogHasARequestOfItsOwn() {
    Counting one = dialog(StaffRole.OWNER);
    assertThat(one.request()).isEqualTo(one.request());
    assertThat(one.request()).isNotEqualTo(dialog(StaffRole.OWNER).request());
  }

  @Test
  void everyRefusalHasWords() {
    for (var why : IssueAnswer.Reason.values()) {
      assertThat(Texts.has("issue.refused." + why.name().toLowerCase(Locale.ROOT))).isTrue();
    }
    for (var answer : Customers.PayerAnswer.values()) {
      assertThat(Texts.has("payer." + answer.name().toLowerCase(Locale.ROOT))).isTrue();
    }
    for (var why : Bindings.Problem.values()) {
      assertThat(Texts.has("binding." + why.name().toLowerCase(Locale.ROOT))).isTrue();
    }
    for (var added : Aliases.Added.values()) {
      assertThat(Texts.has("alias." + added.name().toLowerCase(Locale.ROOT))).isTrue();
    }
  }

  @Test
  void oneOfSomethingIsSaidAsOne() {
    assertThat(Texts.text("money.overdue", "1 Nov", 1L)).endsWith("a day ago");
    assertThat(Texts.text("money.overdue", "1 Nov", 12L)).endsWith("12 days ago");
    assertThat(Texts.text("money.service.discount.for", "10 %", 1, "x"))
        .contains("one more period");
    assertThat(Texts.text("money.service.discount.for", "10 %", 3, "x")).contains("3 more periods");
  }

  private Counting dialog(StaffRole role) {
    VaadinSession.setCurrent(new Session(role));
    return new Counting(() -> changes++);
  }

  private static final class Counting extends MoneyDialog {
    private static final long serialVersionUID = 1L;

    private int tries;
    private transient Outcome next = Outcome.done("money.gone");

    Counting(Runnable changed) {
      super("money.fee", Permission.TAKE_PAYMENTS, changed);
    }

    @Override
    Outcome book() {
      tries++;
      return next;
    }
  }

  private static final class Session extends VaadinSession {
    private static final long serialVersionUID = 1L;

    private final transient SignedIn person;

    @SuppressWarnings("NullAway") // A session of no server.
    Session(StaffRole role) {
      super(null);
      person =
          new SignedIn(
              new Tenant(
                  new TenantId(1),
                  "simba",
                  "Simba",
                  Tenant.State.ACTIVE,
                  ZoneId.of("Africa/Nairobi"),
                  new Tenant.Brand("#0b6e4f", ""),
                  Duration.ofHours(2)),
              new StaffMember(UUID.randomUUID(), "", "Jane", "jane@simba.test", role));
    }

    @Override
    public <T> @Nullable T getAttribute(Class<T> type) {
      return type == SignedIn.class ? type.cast(person) : null;
    }
  }
}
