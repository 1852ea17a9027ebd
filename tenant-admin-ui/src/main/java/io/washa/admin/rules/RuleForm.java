package io.washa.admin.rules;

import static io.washa.admin.desk.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.washa.admin.desk.Texts;
import io.washa.tenancy.Settings;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A form for one choice: a field for each component of its record, by the component's type. A
 * {@code long} is money. What has a type that no field is known for stays as it is.
 */
final class RuleForm<T> extends Div {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_WORDS = 200;

  private final transient Settings.Choice<T> choice;
  private final transient List<Field> fields = new ArrayList<>();

  /** One component of the record; one that may be empty is so without being wrong. */
  private record Field(
      Supplier<@Nullable Object> get, Consumer<@Nullable Object> set, boolean mayBeEmpty) {
    Field(Supplier<@Nullable Object> get, Consumer<@Nullable Object> set) {
      this(get, set, false);
    }
  }

  RuleForm(Settings.Choice<T> choice) {
    this.choice = choice;
    addClassName("two-lines");
    for (RecordComponent part : choice.type().getRecordComponents()) {
      add(field(part));
    }
  }

  /** Shows what was chosen. */
  void show(T chosen) {
    RecordComponent[] parts = choice.type().getRecordComponents();
    for (int i = 0; i < parts.length; i++) {
      fields.get(i).set().accept(value(parts[i], chosen));
    }
  }

  /**
   * What is chosen now.
   *
   * @throws IllegalArgumentException with a sentence, if it cannot be
   */
  T chosen() {
    RecordComponent[] parts = choice.type().getRecordComponents();
    @Nullable Object[] values = new Object[parts.length];
    for (int i = 0; i < parts.length; i++) {
      Object value = fields.get(i).get().get();
      if (value == null && !fields.get(i).mayBeEmpty()) {
        throw new IllegalArgumentException(text("rules.missing", label(parts[i])));
      }
      values[i] = value;
    }
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = choice.type().getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object value(RecordComponent part, Object record) {
    try {
      return part.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key of a component's words. */
  static String key(Settings.Choice<?> choice, RecordComponent part) {
    return "rule." + choice.name() + "." + part.getName();
  }

  private String label(RecordComponent part) {
    String key = key(choice, part);
    return Texts.has(key) ? text(key) : part.getName();
  }

  private Component field(RecordComponent part) {
    Class<?> type = part.getType();
    if (type == boolean.class) {
      return helped(part, flag(part));
    } else if (type == int.class) {
      return helped(part, count(part));
    } else if (type == Integer.class) {
      return helped(part, countOrNone(part));
    } else if (type == long.class) {
      return helped(part, money(part));
    } else if (type == double.class) {
      return helped(part, number(part));
    } else if (type.isEnum()) {
      return helped(part, options(part, type.getEnumConstants()));
    } else if (type == String.class) {
      return helped(part, words(part));
    } else if (type == List.class) {
      return helped(part, list(part));
    }
    @Nullable Object[] kept = new Object[1];
    fields.add(new Field(() -> kept[0], value -> kept[0] = value, true));
    return new Div();
  }

  private <C extends Component & HasHelper> C helped(RecordComponent part, C field) {
    String about = key(choice, part) + ".about";
    if (Texts.has(about)) {
      field.setHelperText(text(about));
    }
    return field;
  }

  private Checkbox flag(RecordComponent part) {
    Checkbox field = new Checkbox(label(part));
    fields.add(new Field(field::getValue, value -> field.setValue((Boolean) value)));
    return field;
  }

  private IntegerField count(RecordComponent part) {
    IntegerField field = new IntegerField(label(part));
    field.setMin(0);
    field.setStepButtonsVisible(true);
    fields.add(
        new Field(
            () -> field.isInvalid() ? null : field.getValue(),
            value -> field.setValue((Integer) value)));
    return field;
  }

  private IntegerField countOrNone(RecordComponent part) {
    IntegerField field = new IntegerField(label(part));
    field.setMin(0);
    field.setClearButtonVisible(true);
    fields.add(new Field(field::getValue, value -> field.setValue((Integer) value), true));
    return field;
  }

  private BigDecimalField money(RecordComponent part) {
    BigDecimalField field = new BigDecimalField(label(part));
    fields.add(
        new Field(
            () -> minor(field.getValue()),
            value -> field.setValue(BigDecimal.valueOf((Long) value, 2))));
    return field;
  }

  /** Minor units; null for what is no amount of money. */
  static @Nullable Long minor(@Nullable BigDecimal typed) {
    if (typed == null || typed.signum() < 0 || typed.precision() - typed.scale() > 12) {
      return null;
    }
    return typed.movePointRight(2).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  private NumberField number(RecordComponent part) {
    NumberField field = new NumberField(label(part));
    field.setMin(0);
    field.setStep(0.1);
    fields.add(
        new Field(
            () -> field.isInvalid() ? null : field.getValue(),
            value -> field.setValue((Double) value)));
    return field;
  }

  private Select<Serializable> options(RecordComponent part, Object[] constants) {
    Select<Serializable> field = new Select<>();
    field.setLabel(label(part));
    field.setItems(Arrays.stream(constants).map(Serializable.class::cast).toList());
    field.setItemLabelGenerator(option -> {
      String key = key(choice, part) + "." + option;
      return Texts.has(key) ? text(key) : option.toString();
    });
    fields.add(new Field(field::getValue, value -> field.setValue((Serializable) value)));
    return field;
  }

  private TextField words(RecordComponent part) {
    TextField field = new TextField(label(part));
    field.setMaxLength(LONGEST_WORDS);
    field.setWidthFull();
    fields.add(new Field(() -> field.getValue().strip(), value -> field.setValue((String) value)));
    return field;
  }

  private TextArea list(RecordComponent part) {
    TextArea field = new TextArea(label(part));
    field.setWidthFull();
    fields.add(
        new Field(
            () ->
                field
                    .getValue()
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> element(part, line))
                    .toList(),
            value ->
                field.setValue(
                    String.join("\n", ((List<?>) value).stream().map(String::valueOf).toList()))));
    return field;
  }

  /** What a line of a list stands for: text, or one of the names that there are. */
  private Object element(RecordComponent part, String line) {
    boolean isNamed =
        part.getGenericType() instanceof ParameterizedType list
            && list.getActualTypeArguments()[0] instanceof Class<?> of
            && of.isEnum();
    if (!isNamed) {
      return line;
    }
    Class<?> names =
        (Class<?>) ((ParameterizedType) part.getGenericType()).getActualTypeArguments()[0];
    return Arrays.stream(names.getEnumConstants())
        .filter(name -> name.toString().equalsIgnoreCase(line))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(text("rules.no-such-name", line, label(part))));
  }
}
