"""What a table of devices may say of each, and by which names its columns are known."""

from __future__ import annotations

import enum
import re
import unicodedata

from facemon.phrase import QT_TRANSLATE_NOOP


class Column(enum.StrEnum):
    """A column, in the order in which they are written."""

    ID = "id"
    NAME = "name"
    GROUP = "group"
    ADDRESS = "address"
    PORT = "port"
    USERNAME = "username"
    WATCHED = "enabled"
    DOOR = "door_control"
    CERTIFICATE = "certificate"
    SERIAL = "serial"
    PASSWORD = "password"  # noqa: S105 - read, never written


HEADS = {  # as people read them
    Column.ID: QT_TRANSLATE_NOOP("DeviceSheet", "ID"),
    Column.NAME: QT_TRANSLATE_NOOP("DeviceSheet", "Name"),
    Column.GROUP: QT_TRANSLATE_NOOP("DeviceSheet", "Group"),
    Column.ADDRESS: QT_TRANSLATE_NOOP("DeviceSheet", "Address"),
    Column.PORT: QT_TRANSLATE_NOOP("DeviceSheet", "Port"),
    Column.USERNAME: QT_TRANSLATE_NOOP("DeviceSheet", "User name"),
    Column.WATCHED: QT_TRANSLATE_NOOP("DeviceSheet", "Watched"),
    Column.DOOR: QT_TRANSLATE_NOOP("DeviceSheet", "Door control"),
    Column.CERTIFICATE: QT_TRANSLATE_NOOP("DeviceSheet", "Certificate"),
    Column.SERIAL: QT_TRANSLATE_NOOP("DeviceSheet", "Serial number"),
    Column.PASSWORD: QT_TRANSLATE_NOOP("DeviceSheet", "Password"),
}
WRITTEN = tuple(column for column in Column if column is not Column.PASSWORD)
YES = QT_TRANSLATE_NOOP("DeviceSheet", "yes")
NO = QT_TRANSLATE_NOOP("DeviceSheet", "no")

# In whatever language facemon has written the table, and as people call them who write one themselves.
_NAMES = {
    Column.ID: "id, device id, 标识, 设备标识",
    Column.NAME: "name, device, device name, door, 名称, 设备, 设备名称, 设备名, 门",
    Column.GROUP: "group, site, building, floor, area, location, 分组, 位置, 组, 区域, 楼栋, 楼层, 园区, 站点",
    Column.ADDRESS: "address, host, host name, ip, ip address, url, 地址, 主机, 主机名, ip地址, 设备地址",
    Column.PORT: "port, tcp port, 端口, 端口号",
    Column.USERNAME: "user name, user, login, account, 用户名, 用户, 账号, 帐号, 账户, 登录名",
    Column.WATCHED: "watched, watch, enabled, active, 监看, 监控, 启用, 已启用",
    Column.DOOR: "door control, open door, door opening, 门控, 开门, 远程开门, 允许开门",
    Column.CERTIFICATE: "certificate, fingerprint, sha256, 证书, 指纹, 证书指纹",
    Column.SERIAL: "serial number, serial, serial no, sn, 序列号, 设备序列号",
    Column.PASSWORD: "password, passwd, pass word, pwd, 密码, 口令",
}


def folded_head(text: str) -> str:
    """Return a column's name without what people write in many ways: case, blanks, punctuation, width."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


_KNOWN = {folded_head(name): column for column, names in _NAMES.items() for name in names.split(", ")}


def column_of(text: str) -> Column | None:
    """Return the column that is called so; None for one that is none of ours."""
    return _KNOWN.get(folded_head(text))
