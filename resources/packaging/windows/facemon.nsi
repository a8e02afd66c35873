; The installer for Windows, for the person who runs it: it asks for no administrator, and installs for nobody else.
;
;   pyinstaller build.spec
;   python resources\packaging\icon_file.py build\facemon.ico
;   makensis -DVERSION=0.1.0 -DFOLDER=dist\facemon -DICON=build\facemon.ico -DOUT=dist\facemon-setup.exe resources\packaging\windows\facemon.nsi
;
; Paths are seen from the folder where makensis runs (-NOCD). facemon's data (%LOCALAPPDATA%\facemon) is left alone, by the
; uninstaller, too: it is the record of a guard desk.

Unicode true
SetCompressor /SOLID lzma
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\facemon"

Name "facemon"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\facemon"
InstallDirRegKey HKCU "Software\facemon" "Folder"
RequestExecutionLevel user
BrandingText "facemon ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "facemon"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "facemon setup"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\facemon-desktop.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString RUNNING ${LANG_ENGLISH} "facemon is running. Close it first, then try again."
LangString RUNNING ${LANG_SIMPCHINESE} "facemon 正在运行。请先将其关闭，然后重试。"

; A program that runs keeps its file from being opened for writing.
!macro ENSURE_CLOSED UN
Function ${UN}EnsureClosed
  again:
    IfFileExists "$INSTDIR\facemon-desktop.exe" 0 closed
    ClearErrors
    FileOpen $0 "$INSTDIR\facemon-desktop.exe" a
    IfErrors running
    FileClose $0
    Goto closed
  running:
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
    Abort
  closed:
FunctionEnd
!macroend
!insertmacro ENSURE_CLOSED ""
!insertmacro ENSURE_CLOSED "un."

Section
  Call EnsureClosed
  ; Of an older version nothing may be left: Python would load it.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*"
  File "/oname=facemon.ico" "${ICON}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\facemon.lnk" "$INSTDIR\facemon-desktop.exe" "" "$INSTDIR\facemon.ico"
  WriteRegStr HKCU "Software\facemon" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "DisplayName" "facemon"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\facemon.ico"
  WriteRegStr HKCU "${KEY}" "Publisher" "facemon"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $0
SectionEnd

Section "Uninstall"
  Call un.EnsureClosed
  Delete "$SMPROGRAMS\facemon.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\facemon.exe"
  Delete "$INSTDIR\facemon-desktop.exe"
  Delete "$INSTDIR\facemon.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\facemon"
SectionEnd
