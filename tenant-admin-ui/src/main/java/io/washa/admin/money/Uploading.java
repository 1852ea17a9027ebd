package io.washa.admin.money;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import io.washa.admin.desk.TenantUi;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.recovery.StatementImport.Order;
import io.washa.payments.recovery.StatementUploads;
import io.washa.payments.recovery.StatementUploads.Progress;
import io.washa.payments.recovery.StatementUploads.State;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a statement and shows how far its import is. The import goes on whether anybody looks or
 * not; whoever comes back sees where it stands.
 */
final class Uploading extends Div {
  private static final long serialVersionUID = 1L;
  private static final int LARGEST_STATEMENT = 20 * 1024 * 1024;
  private static final int SHOWN_PROBLEMS = 20;

  private final transient StatementUploads uploads;
  private final transient Supplier<@Nullable Shortcode> shortcode;
  private final Checkbox unnamed = new Checkbox(text("proof.unnamed"));
  private final Div state = new Div();
  private final Div acting = new Div();
  private transient @Nullable Progress shown;

  Uploading(StatementUploads uploads, Supplier<@Nullable Shortcode> shortcode) {
    this.uploads = uploads;
    this.shortcode = shortcode;
    Upload upload = new Upload(UploadHandler.inMemory((_, bytes) -> take(bytes)));
    upload.setMaxFileSize(LARGEST_STATEMENT);
    upload.setMaxFiles(1);
    upload.setAcceptedFileExtensions(".csv", ".xlsx");
    upload.setUploadButton(new Button(text("proof.upload")));
    acting.add(upload, unnamed);
    acting.addClassName("facts");
    state.getElement().setAttribute("aria-live", "polite");
    add(acting, state);
  }

  /** Only those who take money may upload; the others see what became of it. */
  void allow(boolean allowed) {
    acting.setVisible(allowed);
  }

  private void take(byte[] bytes) {
    Shortcode of = shortcode.get();
    if (of == null) {
      return;
    }
    Order order = new Order(of.id(), TenantUi.signedIn().member().email(), unnamed.getValue());
    TenantUi.ask(() -> {
      uploads.take(order, bytes);
      return order;
    });
    boolean _ = refresh();
  }

  /**
   * Shows where the newest import stands.
   *
   * @return whether one ended since
   */
  boolean refresh() {
    Shortcode of = shortcode.get();
    Progress now = of == null ? null : TenantUi.ask(() -> uploads.newest(of.id())).orElse(null);
    boolean changed = !Objects.equals(now, shown);
    if (changed) {
      shown = now;
      state.removeAll();
      Optional.ofNullable(now).ifPresent(this::show);
    }
    return changed && now != null && now.state() != State.WAITING;
  }

  private void show(Progress now) {
    switch (now.state()) {
      case WAITING -> {
        ProgressBar bar = new ProgressBar(0, 1000, now.progress());
        bar.getElement().setAttribute("aria-label", text("proof.importing"));
        state.add(new Paragraph(text("proof.importing")), bar);
      }
      case REFUSED -> state.add(new Paragraph(String.join(" ", now.problems())));
      case DONE -> {
        state.add(
            new Paragraph(text("proof.imported", now.lines(), now.fresh(), now.problems().size())));
        UnorderedList problems = new UnorderedList();
        now.problems().stream()
            .limit(SHOWN_PROBLEMS)
            .forEach(problem -> problems.add(new ListItem(problem)));
        state.add(problems);
      }
    }
  }
}
