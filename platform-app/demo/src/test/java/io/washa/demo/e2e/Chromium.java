package io.washa.demo.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The browser that is installed, as a small phone has it. */
final class Chromium implements AutoCloseable {
  /** One deadline for all: five times what a person may have to wait. */
  private static final double PATIENCE_MILLIS = 10_000;

  private static final List<String> PROGRAMS =
      List.of(
          System.getProperty("washa.chromium", "/usr/bin/chromium"),
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path program) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setHeadless(true)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** Where the browser is, if there is one. */
  static Optional<Path> program() {
    return PROGRAMS.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  static Chromium start() {
    return new Chromium(program().orElseThrow());
  }

  /** A phone of its own, without cookies or memories. Closing the page's context ends it. */
  Page phone(boolean javaScript) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setJavaScriptEnabled(javaScript)
                .setViewportSize(360, 740)
                .setDeviceScaleFactor(2)
                .setIsMobile(true)
                .setHasTouch(true)
                .setLocale("en-KE")
                .setTimezoneId("Africa/Nairobi"));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    return context.newPage();
  }

  /** A desk of its own with a screen of the usual size. */
  Page desk() {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setDeviceScaleFactor(1.5)
                .setLocale("en-KE")
                .setTimezoneId("Africa/Nairobi"));
    context.setDefaultTimeout(2 * PATIENCE_MILLIS);
    return context.newPage();
  }

  /** Keeps a picture of what is in sight, as {@link #picture} keeps one of the whole page. */
  static void view(Page page, String name) {
    if (Boolean.getBoolean("washa.screenshots")) {
      page.screenshot(new Page.ScreenshotOptions().setPath(file(name)));
    }
  }

  /**
   * Keeps a picture for the documentation, if {@code -Dwasha.screenshots=true} asks for it.
   *
   * @param name of the file, without ending
   */
  static void picture(Page page, String name) {
    if (Boolean.getBoolean("washa.screenshots")) {
      page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file(name)));
    }
  }

  private static Path file(String name) {
    return Path.of(System.getProperty("washa.root", "."), "docs/screenshots", name + ".png");
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
