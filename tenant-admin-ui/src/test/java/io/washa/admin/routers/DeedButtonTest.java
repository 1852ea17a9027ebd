package io.washa.admin.routers;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.server.VaadinSession;
import io.washa.admin.desk.SignedIn;
import io.washa.admin.desk.Texts;
import io.washa.identity.StaffMember;
import io.washa.identity.StaffRole;
import io.washa.network.CommandAnswer;
import io.washa.tenancy.Tenant;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Only who may does something to a router, and what cannot be undone is asked first. */
class DeedButtonTest {
  private final List<String> done = new ArrayList<>();
  private int changes;

  /** Vaadin itself holds on to it only weakly. */
  private @Nullable Session session;

  @AfterEach
  void leave() {
    VaadinSession.setCurrent(null);
  }

  @Test
  void whoMayNotHasNoButtonAndIsRefusedAllTheSame() {
    signIn(StaffRole.READ_ONLY);
    assertThat(DeedButton.forWhoMay("drift.compare", this::deed, () -> changes++)).isEmpty();
    new DeedButton("drift.compare", this::deed, () -> changes++).press();
    assertThat(done).isEmpty();
    assertThat(changes).isZero();

    signIn(StaffRole.OWNER);
    DeedButton button =
        DeedButton.forWhoMay("drift.compare", this::deed, () -> changes++).orElseThrow();
    button.press();
    assertThat(done).containsExactly("jane@simba.test of 1");
    assertThat(changes).isEqualTo(1);
  }

  private void signIn(StaffRole role) {
    session = new Session(role);
    VaadinSession.setCurrent(session);
  }

  private String deed(SignedIn person) {
    done.add(person.member().email() + " of " + TenantContext.current().value());
    return "done";
  }

  @Test
  void whatTakesAwayIsAskedFirst() {
    assertThat(
            Stream.of(
                    "drift.let-go",
                    "drift.adopt",
                    "box.confirm",
                    "box.stop-writing",
                    "box.start-writing")
                .filter(key -> !Texts.has(key + ".sure")))
        .isEmpty();
    assertThat(Texts.has("drift.dry-run.sure")).as("what only looks is not").isFalse();
  }

  @Test
  void everyAnswerOfAnAgentHasWords() {
    assertThat(RepairDesk.said(new CommandAnswer.Done("3 rows"))).isEqualTo("3 rows");
    assertThat(RepairDesk.said(new CommandAnswer.Done(" "))).isEqualTo("Done.");
    assertThat(RepairDesk.said(new CommandAnswer.Failed("it is busy"))).contains("it is busy");
    assertThat(RepairDesk.said(new CommandAnswer.NoAgent())).contains("not connected");
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
