package io.washa.billing.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PdfPrinterTest {
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;

  PdfPrinterTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void nothingThatAPageNamesIsFetched() {
    assertThat(new PdfPrinter().print(pageNamingFiles())).isNotEmpty();

    assertThat(asked).isEmpty();
  }

  @Test
  void withoutOurResolverItWouldBe() throws IOException {
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.withHtmlContent(pageNamingFiles(), null);
    builder.toStream(new ByteArrayOutputStream());
    builder.run();

    assertThat(asked).contains("/picture.png", "/style.css");
  }

  @Test
  void theFileCarriesItsFontsAndSaysThatItIsForArchives() throws IOException {
    byte[] bytes = new PdfPrinter().print(new Html().root("en").open("body").text("ũĩ").finish());

    try (PDDocument pdf = Loader.loadPDF(bytes)) {
      String metadata =
          new String(
              pdf.getDocumentCatalog().getMetadata().exportXMPMetadata().readAllBytes(), UTF_8);
      assertThat(metadata).containsPattern("pdfaid:part.{1,2}2");
      for (PDPage page : pdf.getPages()) {
        for (var name : page.getResources().getFontNames()) {
          assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
        }
      }
    }
  }

  @Test
  void aPageIsWellFormedWhateverItsTexts() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < 0x3000; c++) {
      all.appendCodePoint(c);
    }
    all.append("\ud800").append("\uffff").append("\ufffe").append("😀");
    String page = new Html().root("en").open("body").text(all.toString()).finish();

    assertThat(new PdfPrinter().print(page)).isNotEmpty();
    assertThat(page).contains("&lt;", "&amp;", "😀").doesNotContain("\u0000", "\u202e", "\ufffe");
  }

  @Test
  void aStyleSheetWithMarkupIsRefusedAndOneWithoutIsNot() {
    assertThatThrownBy(() -> new Html().style("</style><b>"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Html().style("p { margin: 0 }").finish()).contains("<style>p { margin: 0 }");
  }

  private String pageNamingFiles() {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    return "<html><head><link rel=\"stylesheet\" href=\"%s/style.css\"/></head>".formatted(address)
        + "<body><img src=\"%s/picture.png\" alt=\"\"/></body></html>".formatted(address);
  }
}
