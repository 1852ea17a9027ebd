package io.washa.billing.documents;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.springframework.stereotype.Component;

/**
 * Prints our own pages as PDF/A, the form for archives. Nothing that a page names is fetched:
 * neither files nor addresses. Few are printed at a time, for each takes a processor and some
 * megabytes.
 */
@Component
class PdfPrinter {
  private static final int AT_ONCE = 2;
  private static final long PATIENCE_SECONDS = 20;
  // Comes with the library; has the letters of Kenya's languages, which PDF's own fonts lack.
  private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private final Semaphore printing = new Semaphore(AT_ONCE);

  private final byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

  PdfPrinter() {
    XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.SEVERE));
  }

  /**
   * Prints a page.
   *
   * @throws IllegalStateException if too many are being printed
   */
  byte[] print(String html) {
    acquire();
    try (ByteArrayOutputStream pdf = new ByteArrayOutputStream()) {
      PdfRendererBuilder builder = new PdfRendererBuilder();
      builder.withHtmlContent(html, null);
      builder.useUriResolver((_, _) -> null);
      builder.useFont(PdfPrinter::font, "Liberation Sans");
      // What tax law makes people keep for years carries its fonts and colours with it.
      builder.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_U);
      builder.useColorProfile(colours);
      builder.withProducer("Washa");
      builder.toStream(pdf);
      builder.run();
      return pdf.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      printing.release();
    }
  }

  private void acquire() {
    try {
      if (!printing.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("too many documents are being printed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting to print", e);
    }
  }

  private static InputStream font() {
    return Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT));
  }
}
