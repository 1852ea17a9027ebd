package io.washa.admin.desk;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Small pieces that several views are made of. */
public final class Parts {
  private static final int NARROW_PIXELS = 760;

  private Parts() {}

  /** The top of a view: its name, a sentence about it, and what else belongs there. */
  public static Div header(String title, String about, Component... more) {
    Div words = new Div(new H1(title));
    if (!about.isEmpty()) {
      words.add(new Paragraph(about));
    }
    Div header = new Div(words);
    header.add(more);
    header.addClassName("view-header");
    return header;
  }

  /** What stands where there is nothing to show yet. */
  public static Div empty(String title, String about) {
    Span name = new Span(title);
    name.addClassName("empty-title");
    Div empty = new Div(name, new Paragraph(about));
    empty.addClassName("empty");
    return empty;
  }

  /** Two lines in a cell. */
  public static Div twoLines(String first, String second) {
    Span below = new Span(second);
    below.addClassName("second");
    Div lines = new Div(new Span(first), below);
    lines.addClassName("two-lines");
    return lines;
  }

  /** Shows some columns on wide windows only, and one in their place on narrow ones. */
  public static <T> void fit(Grid<T> grid, List<Grid.Column<T>> wide, List<Grid.Column<T>> narrow) {
    narrow.forEach(column -> column.setVisible(false));
    grid.addAttachListener(attach -> {
      attach
          .getUI()
          .getPage()
          .executeJs("return window.innerWidth")
          .then(Integer.class, width -> fit(wide, narrow, width));
      var listening =
          attach
              .getUI()
              .getPage()
              .addBrowserWindowResizeListener(resize -> fit(wide, narrow, resize.getWidth()));
      grid.addDetachListener(detach -> {
        listening.remove();
        detach.unregisterListener();
      });
    });
  }

  private static <T> void fit(List<Grid.Column<T>> wide, List<Grid.Column<T>> narrow, int pixels) {
    boolean small = pixels < NARROW_PIXELS;
    wide.forEach(column -> column.setVisible(!small));
    narrow.forEach(column -> column.setVisible(small));
  }

  /** Words on one line with a dot between them; those that are empty take no place. */
  public static String dotted(String... words) {
    return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" · "));
  }
}
