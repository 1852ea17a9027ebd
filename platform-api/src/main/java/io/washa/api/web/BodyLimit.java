package io.washa.api.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A request that gives no more bytes than a call can need, also if it does not tell its length. */
final class BodyLimit extends HttpServletRequestWrapper {
  /** The longest body has a few hundred bytes. */
  static final int MOST_BYTES = 16 * 1024;

  BodyLimit(HttpServletRequest request) {
    super(request);
  }

  /** There were more bytes. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("the body has more than " + MOST_BYTES + " bytes");
    }
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return new Counting(super.getInputStream());
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  /** Counts what is read. */
  private static final class Counting extends ServletInputStream {
    private final ServletInputStream body;
    private int left = MOST_BYTES;

    Counting(ServletInputStream body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      int read = body.read();
      if (read >= 0 && left-- <= 0) {
        throw new TooLarge();
      }
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = body.read(bytes, offset, length);
      left -= Math.max(0, read);
      if (left < 0) {
        throw new TooLarge();
      }
      return read;
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
