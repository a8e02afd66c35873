from happenings import usual_look
from pytestqt.qtbot import QtBot

from facemon.ui.fields import Field
from facemon.ui.fields_view import FieldsView


def test_a_label_and_its_value_stand_on_one_line_whatever_their_scripts(qtbot: QtBot) -> None:
    usual_look()
    view = FieldsView()
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    view.set_fields([Field("Name", "张三 Zhang San"), Field("时间", "2026-11-25 00:53:26"), Field("Device", "Lobby")])
    document = view.document()
    bases: dict[str, float] = {}
    block = document.begin()
    while block.isValid():
        line = block.layout().lineAt(0)
        bases[block.text()] = document.documentLayout().blockBoundingRect(block).y() + line.y() + line.ascent()
        block = block.next()
    for label, value in (("Name", "张三 Zhang San"), ("时间", "2026-11-25 00:53:26"), ("Device", "Lobby")):
        assert abs(bases[label] - bases[value]) < 0.5
