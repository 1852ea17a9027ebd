package io.washa.billing.documents;

import static io.washa.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.testing.CoreTest;
import io.washa.testing.Isp;
import io.washa.testing.World;
import io.washa.work.TaskHandler;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@CoreTest
class EtimsTest {
  private final Etims etims;
  private final DocumentRows rows;
  private final DocumentPages pages;
  private final Desk desk;
  private final Isp isp;
  private final Document invoice;

  EtimsTest(World world, Etims etims, DocumentRows rows, DocumentPages pages, Desk desk) {
    this.etims = etims;
    this.rows = rows;
    this.pages = pages;
    this.desk = desk;
    this.isp = world.anIsp();
    this.invoice = desk.invoices(isp, world.aSubscriber(isp), 1000);
    eventually("it was tried", () -> state() == EtimsStatus.State.NOT_CONNECTED);
  }

  @Test
  void whatCouldNotBeReportedIsCountedAndCanBeQueuedAgain() {
    assertThat(isp.asks(etims::notConnected)).isEqualTo(1);
    java.time.Instant before =
        java.util.Objects.requireNonNull(desk.now(isp, invoice).etims().at());

    assertThat(isp.asks(etims::queueAgain)).isEqualTo(1);

    eventually(
        "it was tried again",
        () -> {
          EtimsStatus now = desk.now(isp, invoice).etims();
          return now.state() == EtimsStatus.State.NOT_CONNECTED
              && now.at() != null
              && now.at().isAfter(before);
        });
  }

  @Test
  void whatIsAcceptedShowsItsNumberAndIsNotReportedAgain() {
    reports(_ -> new EtimsAdapter.Outcome.Accepted("KRACU0100000001/7", "https://etims.test/7"));
    reports(_ -> {
      throw new IllegalStateException("reported twice");
    });

    assertThat(state()).isEqualTo(EtimsStatus.State.ACCEPTED);
    assertThat(isp.asks(() -> pages.html(invoice.id())).orElseThrow())
        .contains("KRACU0100000001/7");
    assertThat(isp.asks(etims::queueAgain)).isZero();
  }

  @Test
  void whatIsRefusedSaysWhyAndAnotherTryMayAcceptIt() {
    reports(_ -> new EtimsAdapter.Outcome.Refused("buyer PIN is not registered"));

    assertThat(state()).isEqualTo(EtimsStatus.State.REFUSED);
    assertThat(desk.now(isp, invoice).etims().error()).isEqualTo("buyer PIN is not registered");

    reports(_ -> new EtimsAdapter.Outcome.Accepted("1", "https://etims.test/1"));
    assertThat(state()).isEqualTo(EtimsStatus.State.ACCEPTED);
    assertThat(desk.now(isp, invoice).etims().error()).isNull();
  }

  @Test
  void whatWasRefusedOrGivenUpIsInSightAndCanBeQueuedAgain() {
    assertThat(isp.<Boolean>asks(() -> etims.queueRefused(invoice.id()))).as("neither").isFalse();
    reports(_ -> new EtimsAdapter.Outcome.Refused("buyer PIN is not registered"));
    assertThat(isp.<Boolean>asks(() -> etims.queueRefused(invoice.id()))).isTrue();
    eventually("tried again", () -> state() == EtimsStatus.State.NOT_CONNECTED);

    isp.does(() ->
        new ReportToEtims(rows, etims, _ -> new EtimsAdapter.Outcome.NotConnected())
            .parked(new EtimsTask(invoice.id()), "twelve time-outs"));
    assertThat(state()).isEqualTo(EtimsStatus.State.GIVEN_UP);
    assertThat(desk.now(isp, invoice).etims().error()).isEqualTo("twelve time-outs");
    assertThat(isp.<Boolean>asks(() -> etims.queueRefused(invoice.id()))).isTrue();
  }

  @Test
  void eachLineSaysHowEtimsSortsItAndAnOldOneIsSortedByItsTaxes() {
    desk.setsTaxes(isp);
    Document sorted =
        desk.issued(
            isp,
            NewDocument.of(
                invoice.subscriber(),
                NewDocument.Line.of("Internet", 1160).sorted("8116", "MON"),
                NewDocument.Line.of("Deposit", 500).untaxed()));
    Document now = desk.now(isp, sorted);

    assertThat(now.lines())
        .extracting(DocumentLine::sorted)
        .containsExactly(new EtimsLine("B", "8116", "MON"), new EtimsLine("A", "", "U"));
    DocumentLine line = now.lines().getFirst();
    DocumentLine old =
        new DocumentLine(
            line.description(),
            line.itemCode(),
            line.quantity(),
            line.amount(),
            line.net(),
            line.taxes(),
            line.account(),
            0,
            null);
    assertThat(old.sorted()).isEqualTo(new EtimsLine("B", "", "U"));
    assertThat(EtimsLine.of(java.util.List.of()).taxType()).as("no VAT").isEqualTo("D");
  }

  @Test
  void aTaskForNoDocumentIsRefusedForGood() {
    ReportToEtims handler =
        new ReportToEtims(rows, etims, _ -> new EtimsAdapter.Outcome.NotConnected());

    assertThatThrownBy(() -> isp.does(() -> handler.handle(new EtimsTask(UUID.randomUUID()))))
        .isInstanceOf(TaskHandler.TaskRefusedException.class);
    isp.does(() -> handler.handle(new EtimsTask(invoice.id())));
  }

  private void reports(EtimsAdapter adapter) {
    isp.does(() -> new ReportToEtims(rows, etims, adapter).handle(new EtimsTask(invoice.id())));
  }

  private EtimsStatus.State state() {
    return desk.now(isp, invoice).etims().state();
  }
}
