package app.akin.desktop.grid;

import app.akin.core.search.SearchResult;
import app.akin.desktop.marks.MarkModel;
import app.akin.desktop.marks.MarkTexts;
import app.akin.desktop.theme.Language;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;

/// The texts of tiles for screen readers: name, date, relevance, marks and stack of a photo. JavaFX
/// thread only.
final class AccessiblePhotoText {
  private final Language language;
  private final MarkModel marks;
  private final DateTimeFormatter dates;

  /// @param language the language of the texts; its current locale formats the dates
  /// @param marks the marks of the photos
  AccessiblePhotoText(Language language, MarkModel marks) {
    this.language = language;
    this.marks = marks;
    dates = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(language.locale());
  }

  /// Returns the text of a photo.
  String of(GridItems items, int index) {
    String described = described(items, index);
    String marked = MarkTexts.spoken(language, marks.of(items.content(index)));
    String photo = marked.isEmpty() ? described : language.of("marks.photo", described, marked);
    return items
        .stack(index)
        .map(
            stack ->
                stack.isOpen()
                    ? language.of("grid.photo.stack.open", photo, stack.position(), stack.photos())
                    : language.of("grid.photo.stack", photo, stack.photos()))
        .orElse(photo);
  }

  private String described(GridItems items, int index) {
    Optional<SearchResult> hit = items.result(index);
    String where = hit.map(found -> PhotoCaption.where(language, found)).orElse("");
    String day = PhotoCaption.dateText(language, items, index, dates);
    String date = where.isEmpty() ? day : language.of("grid.photo.shared", day, where);
    return hit.map(
            found ->
                language.of(
                    "grid.photo.found",
                    String.valueOf(found.path().getFileName()),
                    date,
                    MatchExplanationView.bandLabel(language, found.band()),
                    PhotoCaption.why(language, MatchExplanation.of(found))))
        .orElseGet(() -> listed(items, index, date));
  }

  /// Returns the text of a photo without a result of its own.
  private String listed(GridItems items, int index, String date) {
    String photo = language.of(items.isDated(index) ? "grid.photo" : "grid.photo.undated", date);
    return items
        .band(index)
        .map(
            band ->
                language.of(
                    "grid.photo.band", photo, MatchExplanationView.bandLabel(language, band)))
        .orElse(photo);
  }
}
