package app.akin.desktop.search;

import app.akin.core.query.Fact;
import app.akin.core.query.FactField;
import app.akin.core.query.FactValue;
import app.akin.desktop.theme.Language;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.chrono.IsoChronology;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.converter.LocalDateStringConverter;
import org.jspecify.annotations.Nullable;

/// The editor of a date fact: the first and the last day, each with a calendar. An empty day leaves
/// the range open. Recreated each time it is shown. JavaFX thread only.
final class DateEditor {
  private final DatePicker first = new DatePicker();
  private final DatePicker last = new DatePicker();
  private final VBox box = new VBox(8);

  /// @param fact the date fact to edit
  /// @param use receives the edited fact
  DateEditor(Fact fact, Language language, Consumer<Fact> use) {
    if (fact.values().getFirst() instanceof FactValue.Dates(var from, var to)) {
      first.setValue(from == null ? null : from.toLocalDate());
      last.setValue(to == null ? null : lastDay(to));
    }
    for (DatePicker day : List.of(first, last)) {
      day.setConverter(
          new LocalDateStringConverter(
              FormatStyle.SHORT, language.locale(), IsoChronology.INSTANCE));
    }
    GridPane days = new GridPane(10, 6);
    days.addRow(0, label(language, "search.fact.from", first), first);
    days.addRow(1, label(language, "search.fact.to", last), last);
    Button apply = new Button(language.of("search.fact.apply"));
    apply
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> !isRange(first.getValue(), last.getValue()),
                first.valueProperty(),
                last.valueProperty()));
    apply.setOnAction(
        _ ->
            use.accept(
                new Fact(
                    FactField.DATE,
                    fact.negated(),
                    List.of(dates(first.getValue(), last.getValue())))));
    box.setAlignment(Pos.CENTER_LEFT);
    box.getChildren().addAll(days, apply);
  }

  private static Label label(Language language, String key, DatePicker day) {
    Label label = new Label(language.of(key));
    label.setMinWidth(Region.USE_PREF_SIZE);
    label.setLabelFor(day);
    day.setAccessibleText(language.of(key));
    day.setPrefWidth(Region.USE_COMPUTED_SIZE);
    return label;
  }

  private static LocalDate lastDay(LocalDateTime end) {
    LocalDate day = end.toLocalDate();
    return end.toLocalTime().equals(LocalTime.MIDNIGHT) ? day.minusDays(1) : day;
  }

  private static boolean isRange(@Nullable LocalDate from, @Nullable LocalDate to) {
    if (from == null || to == null) {
      return from != null || to != null;
    }
    return !to.isBefore(from);
  }

  private static FactValue.Dates dates(@Nullable LocalDate from, @Nullable LocalDate to) {
    return new FactValue.Dates(
        from == null ? null : from.atStartOfDay(),
        to == null ? null : to.plusDays(1).atStartOfDay());
  }

  /// Returns the view.
  Region view() {
    return box;
  }
}
