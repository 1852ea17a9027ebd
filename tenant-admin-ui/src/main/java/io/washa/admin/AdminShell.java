package io.washa.admin;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.shared.ui.Transport;
import com.vaadin.flow.theme.aura.Aura;

/**
 * The page around all views. What the browser sends comes by plain requests, so that each passes
 * the security chain; only what we send goes by WebSocket.
 */
@Push(transport = Transport.WEBSOCKET_XHR)
@StyleSheet("VAADIN/" + Aura.STYLESHEET)
@StyleSheet("VAADIN/desk/desk.css")
public class AdminShell implements AppShellConfigurator {
  private static final long serialVersionUID = 1L;

  @Override
  public void configurePage(AppShellSettings settings) {
    settings.setViewport("width=device-width, initial-scale=1");
    settings.addMetaTag("robots", "noindex");
    settings.addMetaTag("color-scheme", "light");
  }
}
