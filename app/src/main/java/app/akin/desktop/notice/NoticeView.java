package app.akin.desktop.notice;

import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Shows the current notice in a floating line at the bottom of the window.
public final class NoticeView implements AutoCloseable {
  private static final double WIDEST = 720;

  private final Notices notices;
  private final Language language;
  private final HBox line = new HBox(12);
  private final ChangeListener<Optional<Notice>> follow = (_, _, notice) -> show(notice);

  /// @param notices the notices
  public NoticeView(Notices notices, Language language) {
    this.notices = notices;
    this.language = language;
    line.getStyleClass().add("akin-notice");
    line.setAlignment(Pos.CENTER_LEFT);
    line.setMaxSize(WIDEST, Region.USE_PREF_SIZE);
    line.setAccessibleRole(AccessibleRole.TEXT);
    notices.shownProperty().addListener(follow);
    show(notices.shownProperty().get());
  }

  /// Returns the view.
  public Region view() {
    return line;
  }

  private void show(Optional<Notice> shown) {
    line.getChildren().clear();
    line.setVisible(shown.isPresent());
    line.setManaged(shown.isPresent());
    shown.ifPresent(this::fill);
  }

  private void fill(Notice notice) {
    Label sentence = new Label(notice.text());
    sentence.setWrapText(true);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(sentence, Priority.ALWAYS);
    sentence.setMaxWidth(Double.MAX_VALUE);
    boolean problem = notice.severity() == Notice.Severity.PROBLEM;
    line.getStyleClass().removeAll("akin-notice-problem");
    if (problem) {
      line.getStyleClass().add("akin-notice-problem");
    }
    line.getChildren()
        .addAll((problem ? Icon.WARNING : Icon.INFORMATION).node(Icon.Size.CLEAR), sentence);
    if (!notice.code().isEmpty()) {
      Label code = new Label(language.of("notice.code", notice.code()));
      code.getStyleClass().addAll("akin-muted", "akin-small");
      code.setMinWidth(Region.USE_PREF_SIZE);
      line.getChildren().add(code);
    }
    notice
        .offer()
        .ifPresent(
            action -> {
              Button button = new Button(action.words());
              button.getStyleClass().add("akin-notice-action");
              button.setMinWidth(Region.USE_PREF_SIZE);
              button.setOnAction(
                  _ -> {
                    notices.dismiss();
                    action.run().run();
                  });
              line.getChildren().add(button);
            });
    Button close = new Button(null, Icon.CLOSE.node());
    close.getStyleClass().addAll("button-icon", "flat");
    close.setAccessibleText(language.of("notice.close"));
    close.setOnAction(_ -> notices.dismiss());
    line.getChildren().add(close);
    line.setAccessibleText(notice.text());
  }

  @Override
  public void close() {
    notices.shownProperty().removeListener(follow);
  }
}
