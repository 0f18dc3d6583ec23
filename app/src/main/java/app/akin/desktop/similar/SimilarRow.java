package app.akin.desktop.similar;

import app.akin.core.library.Stacks.Member;
import app.akin.core.library.Stacks.Stack;
import app.akin.desktop.grid.ThumbnailCache;
import app.akin.desktop.theme.Buttons;
import app.akin.desktop.theme.Icon;
import app.akin.desktop.theme.Language;
import app.akin.i18n.Text;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A stack of the list: whether it is selected, its first photos with the best before the others,
/// why they belong together, and their sizes. JavaFX thread only.
final class SimilarRow extends ListCell<Stack> {
  private static final double SIDE = 72;
  private static final int PIXELS = 160;

  /// Width that the scroll bar of the list may take.
  private static final double SCROLL_BAR = 16;

  /// Least width of the texts.
  private static final double LEAST = 120;

  /// Maximum number of thumbnails.
  private static final int MOST = 6;

  /// Width of a thumbnail and its gap.
  private static final double CELL = SIDE + 4;

  /// Width that the rest of a row takes at least, in units of the text size.
  private static final double REST = 40;

  private final SimilarModel model;
  private final ThumbnailCache thumbnails;
  private final Language language;
  private final CheckBox check = new CheckBox();
  private final HBox photos = new HBox(4);
  private final Label reasons = new Label();
  private final Label sizes = new Label();
  private final VBox texts = new VBox(2);
  private final HBox row;

  /// Number of shown thumbnails.
  private int shown;

  SimilarRow(
      SimilarModel model,
      ThumbnailCache thumbnails,
      Language language,
      SimilarView.Actions actions) {
    this.model = model;
    this.thumbnails = thumbnails;
    this.language = language;
    check.accessibleTextProperty().bind(language.text("similar.select"));
    check.addEventHandler(
        ActionEvent.ACTION, _ -> stack().ifPresent(one -> model.select(one, check.isSelected())));
    photos.setAlignment(Pos.CENTER_LEFT);
    photos.setMinWidth(SIDE);
    reasons.getStyleClass().add("akin-strong");
    sizes.getStyleClass().addAll("akin-muted", "akin-small");
    for (Label label : List.of(reasons, sizes)) {
      label.setWrapText(true);
      label.setMinHeight(Region.USE_PREF_SIZE);
    }
    texts.getChildren().addAll(reasons, sizes);
    texts.setAlignment(Pos.CENTER_LEFT);
    row =
        new HBox(
            12,
            check,
            photos,
            texts,
            Buttons.icon(
                Icon.PHOTO, language.text("similar.open"), () -> stack().ifPresent(actions.open())),
            Buttons.icon(
                Icon.FOLDER,
                language.text("actions.reveal"),
                () ->
                    stack()
                        .flatMap(one -> SimilarModel.others(one).findFirst())
                        .map(Member::content)
                        .ifPresent(actions.photos()::reveal)),
            Buttons.icon(
                Icon.LINK,
                language.text("similar.copy"),
                () ->
                    stack()
                        .ifPresent(
                            one ->
                                actions
                                    .photos()
                                    .copyPaths(
                                        SimilarModel.others(one).map(Member::content).toList()))));
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("akin-similar-row");
    setPrefWidth(0);
  }

  private Optional<Stack> stack() {
    return Optional.ofNullable(getItem());
  }

  /// Updates the check box.
  void updateSelection() {
    stack().ifPresent(one -> check.setSelected(model.isSelected(one)));
  }

  @Override
  protected void updateItem(@Nullable Stack stack, boolean empty) {
    super.updateItem(stack, empty);
    if (empty || stack == null) {
      setGraphic(null);
      setAccessibleText(null);
      return;
    }
    Member best = stack.members().get(stack.cover());
    showPhotos(stack, room(stack));
    reasons.setText(StackTexts.reasons(language, stack));
    sizes.setText(
        language.of(
            "similar.sizes",
            language.size(stack.otherBytes()),
            stack.members().size() - 1,
            Text.name(best.path()),
            language.size(best.bytes())));
    updateSelection();
    setAccessibleText(reasons.getText() + ". " + sizes.getText());
    setGraphic(row);
  }

  /// Shows as many thumbnails as the new width of the list allows.
  void resized() {
    stack()
        .ifPresent(
            one -> {
              int room = room(one);
              if (room != shown) {
                showPhotos(one, room);
              }
              requestLayout();
            });
  }

  /// Returns the number of thumbnails that fit.
  private int room(Stack stack) {
    double width = getListView().getWidth() - REST * getFont().getSize();
    return Math.min(stack.members().size(), (int) Math.clamp(width / CELL, 1, MOST));
  }

  /// Shows the first photos of a stack, the best before the others.
  private void showPhotos(Stack stack, int count) {
    Member best = stack.members().get(stack.cover());
    shown = count;
    photos
        .getChildren()
        .setAll(
            Stream.concat(Stream.of(best), SimilarModel.others(stack))
                .limit(count)
                .map(member -> thumbnail(member, member.equals(best)))
                .toList());
    int more = stack.members().size() - count;
    if (more > 0) {
      Label number = new Label(language.of("similar.more", more));
      number.getStyleClass().addAll("akin-muted", "akin-small");
      number.setMinWidth(Region.USE_PREF_SIZE);
      photos.getChildren().add(number);
    }
  }

  /// Gives the texts the width that the rest of the row leaves, so that the height of the wrapped
  /// texts is known.
  private void fit() {
    row.applyCss();
    double rest = row.getSpacing() * (row.getChildren().size() - 1);
    for (Node node : row.getChildren()) {
      rest += node.equals(texts) ? 0 : node.prefWidth(-1);
    }
    double inner = getListView().getWidth() - SCROLL_BAR - snappedLeftInset() - snappedRightInset();
    double room = Math.max(LEAST, inner - rest);
    if (room != texts.getPrefWidth()) {
      texts.setMinWidth(room);
      texts.setPrefWidth(room);
      texts.setMaxWidth(room);
    }
  }

  @Override
  protected double computePrefHeight(double width) {
    if (getItem() != null && getScene() != null) {
      // Only in the scene the widths of the buttons are known.
      fit();
    }
    return super.computePrefHeight(width);
  }

  private Node thumbnail(Member member, boolean isBest) {
    StackPane face = new StackPane(thumbnails.view(member.content(), SIDE, SIDE, PIXELS));
    face.setMinSize(SIDE, SIDE);
    face.setMaxSize(SIDE, SIDE);
    if (isBest) {
      StackPane mark = new StackPane(Icon.STRONG.node(Icon.Size.TINY));
      mark.getStyleClass().add("akin-photo-badge");
      mark.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
      StackPane.setAlignment(mark, Pos.TOP_RIGHT);
      face.getChildren().add(mark);
    }
    return face;
  }
}
