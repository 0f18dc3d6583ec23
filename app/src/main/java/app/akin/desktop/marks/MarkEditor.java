package app.akin.desktop.marks;

import app.akin.core.mark.PhotoMarks;
import app.akin.core.photo.ContentId;
import app.akin.core.photo.FactsPart;
import app.akin.core.photo.Flag;
import app.akin.desktop.task.LatestTask;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Shows the marks of one or several photos and changes them: rating, flag, keywords, caption. It
/// loads only while it is in a window. JavaFX thread only.
public final class MarkEditor implements AutoCloseable {
  private final MarkModel model;
  private final Language language;
  private final LatestTask reading;
  private final StarControl stars;
  private final FlagControl flags;
  private final KeywordEditor keywords;
  private final CaptionEditor caption;
  private final Label ratingSource = source();
  private final Label flagSource = source();
  private final Label captionSource = source();
  private final Button reset;
  private final VBox box;
  private final Subscription subscriptions;
  private List<ContentId> photos = List.of();
  private boolean stale = true;

  /// The photos that are being read; empty for none.
  private List<ContentId> loading = List.of();

  /// @param model reads and changes marks
  public MarkEditor(MarkModel model, Language language) {
    this.model = model;
    this.language = language;
    reading = model.latestRead();
    stars = new StarControl(language, number -> model.set(new Mark.Rating(number), photos));
    flags = new FlagControl(language, flag -> model.set(new Mark.Flagged(flag), photos));
    keywords =
        new KeywordEditor(
            model, language, (added, removed) -> model.changeKeywords(photos, added, removed));
    caption =
        new CaptionEditor(language, PhotoMarks.MAX_CAPTION, text -> model.setCaption(photos, text));
    reset =
        Buttons.words(Icon.RETRY, language.text("marks.reset"), () -> model.reset(photos), "flat");
    reset.getStyleClass().add("akin-mark-reset");
    reset.setWrapText(true);
    reset.setMinWidth(0);
    reset.setMinHeight(Region.USE_PREF_SIZE);
    reset.managedProperty().bind(reset.visibleProperty());
    reset.setVisible(false);
    box =
        new VBox(
            14,
            new VBox(4, stars, ratingSource),
            new VBox(4, flags.view(), flagSource),
            keywords.view(),
            new VBox(4, caption.view(), captionSource),
            reset);
    box.getStyleClass().add("akin-marks");
    subscriptions =
        Subscription.combine(
            model.changesProperty().subscribe(_ -> refresh()),
            language.messagesProperty().subscribe(_ -> refresh()),
            box.sceneProperty()
                .subscribe(
                    scene -> {
                      if (scene != null && stale) {
                        load();
                      }
                    }));
  }

  private static Label source() {
    Label label = new Label();
    label.getStyleClass().addAll("akin-muted", "akin-small");
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.managedProperty().bind(label.visibleProperty());
    label.visibleProperty().bind(label.textProperty().isNotEmpty());
    return label;
  }

  /// Returns the view.
  public Region view() {
    return box;
  }

  /// Shows photos. What the user has typed for those shown before is saved first.
  public void show(List<ContentId> next) {
    if (photos.equals(next)) {
      return;
    }
    if (!photos.isEmpty()) {
      keywords.commit();
      caption.commit();
      caption.restore();
    }
    photos = List.copyOf(next);
    refresh();
  }

  private void refresh() {
    stale = true;
    // Marks are read again once changes are written.
    if (box.getScene() != null && !model.isWriting()) {
      load();
    }
  }

  private void load() {
    // Reading many photos takes longer than the time between two changes of a library.
    if (photos.isEmpty() || photos.equals(loading)) {
      return;
    }
    stale = false;
    List<ContentId> asked = photos;
    loading = asked;
    model.summarize(
        reading,
        asked,
        summary -> {
          loading = List.of();
          if (!model.isWriting()) {
            summary.ifPresent(this::show);
            if (stale) {
              load();
            }
          }
        });
  }

  private void show(MarkSummary summary) {
    stars.show(summary.rating());
    Flag flag = summary.flag();
    flags.show(flag);
    keywords.show(summary);
    caption.show(summary.caption());
    ratingSource.setText(
        summary.rating() == null ? language.of("marks.mixed") : of(summary.sources().rating()));
    flagSource.setText(flag == null ? language.of("marks.mixed") : of(summary.sources().flag()));
    captionSource.setText(of(summary.sources().caption()));
    reset.setVisible(summary.isMarked());
  }

  private String of(Optional<FactsPart> part) {
    return MarkTexts.source(language, part.stream().toList());
  }

  @Override
  public void close() {
    subscriptions.unsubscribe();
  }
}
