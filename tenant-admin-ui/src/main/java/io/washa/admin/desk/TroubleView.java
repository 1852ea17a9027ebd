package io.washa.admin.desk;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A view that could not be made, in words and without a stack trace. */
@ParentLayout(DeskLayout.class)
public final class TroubleView extends Div implements HasErrorParameter<Exception> {
  private static final long serialVersionUID = 1L;
  private static final Logger log = LoggerFactory.getLogger(TroubleView.class);

  TroubleView() {
    addClassName("view");
    add(Parts.empty(text("trouble.title"), text("trouble")));
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
    log.warn("a view could not be shown", parameter.getException());
    return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }
}
