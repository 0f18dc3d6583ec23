package app.akin.core.scan;

/// What photo programs append to the name of an edited version, such as `-edited`.
public final class EditedMarkers {
  /// The words of Google Photos in its languages, of Lightroom and of phones, as alternatives of a
  /// regular expression.
  public static final String WORDS =
      "edited|edit|editado|editada|edité|modifié|modificato|bearbeitet|bewerkt|redigeret|redigerad"
          + "|edytowane|отредактировано|измененный|已编辑|已修改|編集済み|수정됨";

  private EditedMarkers() {}
}
