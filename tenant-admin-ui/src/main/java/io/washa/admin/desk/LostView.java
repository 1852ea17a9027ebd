package io.washa.admin.desk;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.router.RouterLink;
import io.washa.admin.home.HomeView;
import jakarta.servlet.http.HttpServletResponse;

/** What is not here, is another tenant's, or is not for the person's role: all look alike. */
@ParentLayout(DeskLayout.class)
public final class LostView extends Div implements HasErrorParameter<NotFoundException> {
  private static final long serialVersionUID = 1L;

  LostView() {
    addClassName("view");
    add(
        Parts.empty(text("lost.title"), text("lost")),
        new RouterLink(text("lost.home"), HomeView.class));
  }

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
    return HttpServletResponse.SC_NOT_FOUND;
  }
}
