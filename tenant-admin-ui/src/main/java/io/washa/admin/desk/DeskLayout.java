package io.washa.admin.desk;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.server.VaadinServletRequest;
import io.washa.identity.Permission;
import java.util.Locale;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The frame: the ISP's name and colour, the way to the views, and who is signed in. */
public final class DeskLayout extends AppLayout {
  private static final long serialVersionUID = 1L;

  private final transient Leaving leaving;

  DeskLayout(Leaving leaving) {
    this.leaving = leaving;
    SignedIn person = TenantUi.signedIn();
    addClassName("desk");
    getStyle().set("--brand", person.tenant().brand().colour());
    getStyle().set("--aura-accent-color-light", person.tenant().brand().colour());
    setPrimarySection(Section.DRAWER);
    addToDrawer(brand(person), navigation(person), whoIsHere(person));
    Span name = new Span(person.tenant().name());
    name.addClassName("navbar-name");
    DrawerToggle toggle = new DrawerToggle();
    toggle.setAriaLabel(text("menu"));
    addToNavbar(true, toggle, name);
  }

  private static Div brand(SignedIn person) {
    Span mark = new Span(person.tenant().name().substring(0, 1).toUpperCase(Locale.ROOT));
    mark.addClassName("brand-mark");
    mark.getElement().setAttribute("aria-hidden", "true");
    Span name = new Span(person.tenant().name());
    name.addClassName("brand-name");
    Div brand = new Div(mark, name);
    brand.addClassName("brand");
    return brand;
  }

  private static SideNav navigation(SignedIn person) {
    SideNav nav = new SideNav();
    nav.getElement().setAttribute("aria-label", text("menu"));
    nav.addItem(new SideNavItem(text("home"), "/", VaadinIcon.HOME_O.create()));
    if (person.may(Permission.VIEW_PAYMENTS)) {
      SideNavItem payments =
          new SideNavItem(text("payments"), "/payments", VaadinIcon.MONEY.create());
      payments.setMatchNested(true);
      nav.addItem(payments);
      if (person.may(Permission.TAKE_PAYMENTS)) {
        nav.addItem(new SideNavItem(text("till"), "/till", VaadinIcon.CASH.create()));
        nav.addItem(new SideNavItem(text("claims"), "/claims", VaadinIcon.COMMENT_O.create()));
      }
      nav.addItem(new SideNavItem(text("suspense"), "/suspense", VaadinIcon.QUESTION.create()));
      nav.addItem(new SideNavItem(text("proof"), "/proof", VaadinIcon.SCALE.create()));
    }
    if (person.may(Permission.APPROVE)
        || person.may(Permission.REFUND)
        || person.may(Permission.VOID)
        || person.may(Permission.CREDIT)) {
      nav.addItem(new SideNavItem(text("approvals"), "/approvals", VaadinIcon.CHECK.create()));
    }
    if (person.may(Permission.MANAGE_MONEY)) {
      nav.addItem(new SideNavItem(text("mpesa"), "/mpesa", VaadinIcon.MOBILE.create()));
      nav.addItem(new SideNavItem(text("quarantine"), "/quarantine", VaadinIcon.BAN.create()));
    }
    if (person.may(Permission.VIEW_SUBSCRIBERS)) {
      SideNavItem subscribers =
          new SideNavItem(text("subscribers"), "/subscribers", VaadinIcon.USERS.create());
      subscribers.setMatchNested(true);
      nav.addItem(subscribers);
    }
    if (person.may(Permission.VIEW_NETWORK)) {
      SideNavItem routers =
          new SideNavItem(text("routers"), "/routers", VaadinIcon.CLUSTER.create());
      routers.setMatchNested(true);
      nav.addItem(routers);
      nav.addItem(new SideNavItem(text("outages"), "/outages", VaadinIcon.BOLT.create()));
    }
    if (person.may(Permission.MANAGE_PLANS)) {
      nav.addItem(new SideNavItem(text("plans"), "/plans", VaadinIcon.TAGS.create()));
    }
    if (person.may(Permission.CLOSE_MONTH)) {
      nav.addItem(new SideNavItem(text("months"), "/months", VaadinIcon.CALENDAR.create()));
    }
    if (person.may(Permission.CHANGE_RULES)) {
      nav.addItem(new SideNavItem(text("rules.title"), "/rules", VaadinIcon.COG.create()));
    }
    return nav;
  }

  private Div whoIsHere(SignedIn person) {
    Avatar avatar = new Avatar(person.member().name());
    Span name = new Span(person.member().name());
    Span role = new Span(text("role." + person.member().role().name().toLowerCase(Locale.ROOT)));
    role.addClassName("second");
    Div words = new Div(name, role);
    words.addClassName("two-lines");
    Button leave = new Button(VaadinIcon.SIGN_OUT.create(), _ -> leave());
    leave.setAriaLabel(text("leave"));
    leave.setTooltipText(text("leave"));
    leave.setId("leave");
    Div who = new Div(avatar, words, leave);
    who.addClassName("who");
    return who;
  }

  private void leave() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    VaadinServletRequest request = VaadinServletRequest.getCurrent();
    if (authentication != null && request != null) {
      String next = leaving.leave(request.getHttpServletRequest(), authentication);
      getUI().ifPresent(ui -> ui.getPage().setLocation(next));
    }
  }
}
