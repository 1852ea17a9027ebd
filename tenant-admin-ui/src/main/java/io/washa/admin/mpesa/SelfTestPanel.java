package io.washa.admin.mpesa;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Parts;
import io.washa.admin.desk.Refreshing;
import io.washa.admin.desk.TenantUi;
import io.washa.admin.desk.Words;
import io.washa.customers.PhoneNumber;
import io.washa.payments.SelfTest;
import io.washa.payments.daraja.Shortcode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A prompt of one shilling, and how far it comes. */
final class SelfTestPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient Shortcode shortcode;
  private final transient Setup setup;
  private final transient Refreshing refreshing;
  private final transient Words words = Words.current();
  private final TextField phone = new TextField(text("selftest.phone"));
  private final OrderedList stages = new OrderedList();
  private final Paragraph said = new Paragraph();
  private final Button ask = new Button(text("selftest.ask"), _ -> ask());
  private @Nullable UUID running;
  private transient @Nullable AutoCloseable refresh;

  SelfTestPanel(Shortcode shortcode, Setup setup, Refreshing refreshing) {
    super(new H2(text("selftest")), new Paragraph(text("selftest.about")));
    this.shortcode = shortcode;
    this.setup = setup;
    this.refreshing = refreshing;
    addClassName("panel");
    setId("self-test");
    Button start = new Button(text("selftest.start"), _ -> start());
    start.addThemeVariants(ButtonVariant.PRIMARY);
    start.setId("start-self-test");
    start.setEnabled(shortcode.credentials().complete());
    phone.setPlaceholder("0712 345 678");
    Div fields = new Div(phone, start, ask);
    fields.addClassName("fields");
    stages.addClassName("timeline");
    said.getElement().setAttribute("aria-live", "polite");
    add(fields, stages, said);
    ask.setVisible(false);
    TenantUi.ask(() -> setup.tests().last(shortcode.id())).ifPresent(this::show);
  }

  @Override
  protected void onAttach(AttachEvent event) {
    refresh = refreshing.every(event.getUI(), this::look);
  }

  @Override
  protected void onDetach(DetachEvent event) {
    Refreshing.end(refresh);
  }

  private void start() {
    Optional<PhoneNumber> to = PhoneNumber.parse(phone.getValue());
    phone.setInvalid(to.isEmpty());
    phone.setErrorMessage(text("selftest.phone.wrong"));
    to.ifPresent(number -> {
      UUID id = TenantUi.ask(() -> setup.tests().start(shortcode.id(), number, Setup.who()));
      running = id;
      TenantUi.ask(() -> setup.tests().find(id)).ifPresent(this::show);
    });
  }

  private void look() {
    UUID id = running;
    if (id != null) {
      TenantUi.ask(() -> setup.tests().find(id)).ifPresent(this::show);
    }
  }

  private void ask() {
    UUID id = running;
    if (id != null) {
      TenantUi.ask(() -> setup.tests().ask(id)).ifPresent(this::show);
    }
  }

  private void show(SelfTest test) {
    running = test.ended() ? null : test.id();
    stages.removeAll();
    stages.add(
        stage("asked", test.asked()),
        stage("prompted", test.prompted()),
        stage("answered", test.answered()),
        stage("called-back", test.calledBack()),
        stage("booked", test.booked()));
    ask.setVisible(test.prompted() != null && test.answered() == null);
    said.setText(sentence(test));
    said.setClassName("problem", test.problem() != null);
  }

  private static String sentence(SelfTest test) {
    if (test.problem() != null) {
      return text("selftest.problem", test.problem());
    }
    if (test.booked() != null) {
      String receipt = test.receipt();
      return text("selftest.done", receipt == null ? "" : receipt);
    }
    if (test.answered() != null && test.calledBack() == null) {
      return text("selftest.no-callback");
    }
    return text(test.prompted() == null ? "selftest.sending" : "selftest.waiting");
  }

  private ListItem stage(String name, @Nullable Instant at) {
    ListItem item =
        new ListItem(
            Parts.twoLines(text("selftest." + name), text("selftest." + name + ".about")),
            new Span(at == null ? text("way.open") : words.exactTime(at)));
    item.setClassName("open", at == null);
    item.setId("self-test-" + name);
    return item;
  }
}
