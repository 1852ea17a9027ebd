package io.washa.admin.routers;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.network.RouterPage;
import java.util.UUID;

/** Which box it is, whether it is written to, and where its hotspot's pages go. */
final class BoxPanel extends Div {
  private static final long serialVersionUID = 1L;

  private final transient RepairDesk desk;
  private final transient Runnable changed;
  private final UUID router;

  BoxPanel(RepairDesk desk, RouterPage page, Runnable changed) {
    super(new H2(text("box")));
    this.desk = desk;
    this.changed = changed;
    this.router = page.status().router().id();
    addClassName("panel");
    box(page.choices());
    writing(page.choices());
    hotspot(page.choices());
  }

  private void box(RouterPage.Choices choices) {
    String serial = choices.serial();
    Paragraph which =
        new Paragraph(
            serial == null
                ? text("box.never")
                : text(
                    choices.isOtherBox()
                        ? "box.other"
                        : choices.isToBeConfirmed() ? "box.unconfirmed" : "box.confirmed",
                    serial,
                    String.valueOf(choices.confirmedSerial())));
    if (choices.isOtherBox()) {
      which.addClassName("problem");
    }
    add(which);
    if (serial != null && choices.isToBeConfirmed()) {
      DeedButton.forWhoMay(
              "box.confirm",
              person ->
                  RepairDesk.said(
                      desk.control().confirmBox(router, serial, person.member().email())),
              changed)
          .map(DeedButton::atOnce)
          .ifPresent(this::add);
    }
  }

  private void writing(RouterPage.Choices choices) {
    add(new Paragraph(text(choices.reportOnly() ? "box.report-only" : "box.writes")));
    boolean only = !choices.reportOnly();
    DeedButton.forWhoMay(
            only ? "box.stop-writing" : "box.start-writing",
            person ->
                RepairDesk.said(desk.control().reportOnly(router, only, person.member().email())),
            changed)
        .map(DeedButton::atOnce)
        .ifPresent(this::add);
  }

  private void hotspot(RouterPage.Choices choices) {
    String now = choices.hotspotDirectory() == null ? "" : choices.hotspotDirectory();
    TextField folder = new TextField(text("box.hotspot"));
    folder.setHelperText(text("box.hotspot.about"));
    folder.setMaxLength(60);
    folder.setValue(now);
    DeedButton.forWhoMay(
            "box.hotspot.save",
            person ->
                RepairDesk.said(
                    desk.control()
                        .hotspotDirectory(router, folder.getValue(), person.member().email())),
            changed)
        .map(DeedButton::atOnce)
        .ifPresentOrElse(
            save -> add(folder, save),
            () -> add(new Paragraph(text("box.hotspot") + ": " + (now.isEmpty() ? "–" : now))));
  }
}
