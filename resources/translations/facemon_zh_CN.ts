<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About facemon</source>
        <translation>关于 facemon</translation>
    </message>
    <message>
        <source>A monitor for guard desks</source>
        <translation>值班室人脸门禁监控程序</translation>
    </message>
    <message>
        <source>facemon is free software under the MIT licence. It uses Qt and PySide6 under the GNU Lesser General Public License, version 3: they are separate files, and you may replace them with your own builds.</source>
        <translation>facemon 是以 MIT 许可证发布的自由软件。本程序依据 GNU 宽通用公共许可证（LGPL）第 3 版使用 Qt 和 PySide6：二者为独立文件，您可以用自行编译的版本替换。</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Parts of facemon and their licences</source>
        <translation>facemon 的组成部分及其许可证</translation>
    </message>
</context>
<context>
    <name>Address</name>
    <message>
        <source>Enter the device&apos;s address, like 10.20.1.11 or gate.example.com:8000.</source>
        <translation>请输入设备地址，例如 10.20.1.11 或 gate.example.com:8000。</translation>
    </message>
    <message>
        <source>{scheme}:// is not encrypted, and facemon talks to devices over TLS only. Write wss:// or just host:port.</source>
        <translation>{scheme}:// 未加密，facemon 仅通过 TLS 连接设备。请使用 wss://，或只填写“主机:端口”。</translation>
    </message>
    <message>
        <source>“{scheme}://” does not lead to a device. Write wss:// or just host:port.</source>
        <translation>“{scheme}://”不能用于连接设备。请使用 wss://，或只填写“主机:端口”。</translation>
    </message>
    <message>
        <source>Leave user name and password out of the address: they have fields of their own.</source>
        <translation>请勿在地址中填写用户名和密码，它们有单独的输入框。</translation>
    </message>
    <message>
        <source>Leave “{path}” out: the event stream of a device is always at /v1/event.</source>
        <translation>请去掉“{path}”：设备的事件订阅路径固定为 /v1/event。</translation>
    </message>
    <message>
        <source>An address has no spaces in it.</source>
        <translation>地址中不能有空格。</translation>
    </message>
    <message>
        <source>The host is missing. Enter an address like 10.20.1.11:8000.</source>
        <translation>缺少主机。请输入类似 10.20.1.11:8000 的地址。</translation>
    </message>
    <message>
        <source>A port number is missing behind the colon; without a colon it is 8000.</source>
        <translation>冒号后缺少端口号；不写冒号时默认为 8000。</translation>
    </message>
    <message>
        <source>The port must be a whole number from 1 to 65535, not “{port}”.</source>
        <translation>端口必须是 1 到 65535 的整数，不能是“{port}”。</translation>
    </message>
    <message>
        <source>“{host}” is not an IP address: that is four numbers from 0 to 255 with dots between.</source>
        <translation>“{host}”不是有效的 IP 地址：应为四个 0 到 255 的数字，以点分隔。</translation>
    </message>
    <message>
        <source>“{host}” is not an IPv6 address. With a port it is written [2001:db8::1]:8000.</source>
        <translation>“{host}”不是有效的 IPv6 地址。带端口时写作 [2001:db8::1]:8000。</translation>
    </message>
    <message>
        <source>The “]” behind the IPv6 address is missing.</source>
        <translation>IPv6 地址后缺少“]”。</translation>
    </message>
    <message>
        <source>Only a colon and a port can stand behind “]”.</source>
        <translation>“]”之后只能是冒号和端口号。</translation>
    </message>
    <message>
        <source>A host name cannot have “{character}” in it.</source>
        <translation>主机名中不能有“{character}”。</translation>
    </message>
    <message>
        <source>“{host}” is not a host name: check its dots and hyphens.</source>
        <translation>“{host}”不是有效的主机名：请检查其中的点和连字符。</translation>
    </message>
    <message>
        <source>This is too long for a host name.</source>
        <translation>主机名过长。</translation>
    </message>
</context>
<context>
    <name>Administrator</name>
    <message>
        <source>{file} cannot be read: {reason}. What it guards stays locked until it can.</source>
        <translation>无法读取 {file}：{reason}。在能读取之前，受其保护的操作保持锁定。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}. Check the disk and permissions.</source>
        <translation>无法写入 {file}：{reason}。请检查磁盘和权限。</translation>
    </message>
    <message>
        <source>{file} is damaged or not one of facemon&apos;s, so what it guards stays locked. Whoever may do so deletes it in the profile folder, starts facemon anew and sets another PIN.</source>
        <translation>{file} 已损坏或不是 facemon 的文件，受其保护的操作保持锁定。请由有权限的人在配置文件夹中删除它，重新启动 facemon，再设置新的 PIN 码。</translation>
    </message>
</context>
<context>
    <name>AlarmCard</name>
    <message>
        <source>Note: {note}</source>
        <translation>备注：{note}</translation>
    </message>
    <message>
        <source>Open door…</source>
        <translation>开门…</translation>
    </message>
    <message>
        <source>Acknowledge (Space)</source>
        <translation>确认（空格）</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Note… (N)</source>
        <translation>备注…（N）</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
</context>
<context>
    <name>AlarmMenu</name>
    <message>
        <source>Acknowledge as a real alarm	R</source>
        <translation>确认为真实告警	R</translation>
    </message>
    <message>
        <source>Acknowledge as a false alarm	F</source>
        <translation>确认为误报	F</translation>
    </message>
    <message>
        <source>Acknowledge as a test	T</source>
        <translation>确认为测试	T</translation>
    </message>
    <message>
        <source>I am not looking into it any more	L</source>
        <translation>不再由我查看	L</translation>
    </message>
    <message>
        <source>I am looking into it	L</source>
        <translation>我正在查看	L</translation>
    </message>
    <message>
        <source>Shelve this kind here…	S</source>
        <translation>在此搁置此类告警…	S</translation>
    </message>
    <message>
        <source>Show the event in the feed</source>
        <translation>在事件流中显示</translation>
    </message>
</context>
<context>
    <name>AlarmSound</name>
    <message>
        <source>The volume is 0 %: alarms cannot be heard.</source>
        <translation>音量为 0%，听不到告警声。</translation>
    </message>
</context>
<context>
    <name>AlarmStrip</name>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Looking into it</source>
        <translation>正在查看</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Note, which this alarm demands</source>
        <translation>备注（此告警必填）</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>撤销：{what}</translation>
    </message>
    <message>
        <source>Undo the acknowledgement: {what}</source>
        <translation>撤销确认：{what}</translation>
    </message>
</context>
<context>
    <name>AlarmsPage</name>
    <message>
        <source>{rule}: {mistake}</source>
        <translation>{rule}：{mistake}</translation>
    </message>
    <message numerus="yes">
        <source>at %n device(s)</source>
        <translation>
            <numerusform>限 %n 台设备</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Answering</name>
    <message>
        <source>This has only just come: look at it, and press again</source>
        <translation>这条告警刚刚出现：请看清后再按一次</translation>
    </message>
    <message>
        <source>This kind of alarm cannot be shelved</source>
        <translation>此类告警不能搁置</translation>
    </message>
    <message>
        <source>This has only just come here: look at it, and press again</source>
        <translation>这条告警刚刚移到这里：请看清后再点一次</translation>
    </message>
    <message>
        <source>This is shelved: E shows what waits, S ends it</source>
        <translation>已搁置：按 E 查看等待处理的告警，按 S 结束搁置</translation>
    </message>
    <message>
        <source>Every device alarm (tampering, door forced or held open …)</source>
        <translation>所有设备告警（防拆、强行开门、门未关等）</translation>
    </message>
    <message>
        <source>This kind of alarm cannot be without a note: the former one stays</source>
        <translation>此类告警必须有备注：保留原有备注</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>The trace cannot be written: {reason}</source>
        <translation>无法写入跟踪文件：{reason}</translation>
    </message>
    <message>
        <source>facemon has to end because of an error: {reason}. Its log tells more: {log}</source>
        <translation>facemon 因错误必须退出：{reason}。详见日志：{log}</translation>
    </message>
</context>
<context>
    <name>AppearancePage</name>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Font size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>No motion: nothing flashes by itself</source>
        <translation>减少动态效果：不自动闪烁</translation>
    </message>
    <message>
        <source>Newer versions</source>
        <translation>新版本</translation>
    </message>
    <message>
        <source>Asked once a day which version is the newest. Empty: nobody is asked. Nothing is installed.</source>
        <translation>每天向此地址查询一次最新版本。留空则不查询。不会自动安装。</translation>
    </message>
    <message>
        <source>The address of newer versions</source>
        <translation>新版本查询地址</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number}%</translation>
    </message>
    <message>
        <source>Takes effect when you save; no restart needed.</source>
        <translation>保存后立即对整个程序生效，无需重启。</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>At this desk</source>
        <translation>本岗位</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message>
        <source>facemon has come to the front by itself: wait a second, and press again</source>
        <translation>facemon 自行转到了前台：请停手一秒，再按一次</translation>
    </message>
</context>
<context>
    <name>AttentionPage</name>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Nobody is told yet: enter a command or a webhook below.</source>
        <translation>尚不会通知任何人：请在下方填写命令或 Webhook。</translation>
    </message>
    <message>
        <source>Notify by the desktop too</source>
        <translation>同时发送桌面通知</translation>
    </message>
    <message>
        <source>Show people&apos;s names in notifications</source>
        <translation>在通知中显示人员姓名</translation>
    </message>
    <message>
        <source>Red frame around the screen for critical alarms</source>
        <translation>紧急告警时在屏幕四周显示红框</translation>
    </message>
    <message>
        <source>Quick notes</source>
        <translation>快捷备注</translation>
    </message>
    <message>
        <source>While a note is written, the number keys write these. Empty: facemon offers its own.</source>
        <translation>填写备注时，按数字键即可填入。留空则使用 facemon 自带的备注。</translation>
    </message>
    <message>
        <source>“I am looking into it” keeps an alarm silent for</source>
        <translation>“我正在查看”使告警静音的时长</translation>
    </message>
    <message>
        <source>A high or critical alarm grows louder and comes to the front after</source>
        <translation>高优先级或紧急告警无人确认，经过以下时间后音量加大并前置窗口</translation>
    </message>
    <message>
        <source>The supervisor is told of it after</source>
        <translation>经过以下时间后通知主管</translation>
    </message>
    <message>
        <source>Ask whether a test sound was heard, every</source>
        <translation>每隔以下时间询问是否听到测试音</translation>
    </message>
    <message>
        <source>When nobody answers</source>
        <translation>无人应答时</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>At this desk</source>
        <translation>本岗位</translation>
    </message>
    <message>
        <source>Without names, nothing of an alarm is told on a locked screen.</source>
        <translation>不显示姓名时，锁屏上不会透露告警的任何内容。</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
</context>
<context>
    <name>Axis</name>
    <message>
        <source>MMM yyyy</source>
        <comment>a month as QLocale.toString formats it</comment>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>ddd d</source>
        <comment>a weekday and the day of the month as QLocale.toString formats them</comment>
        <translation>ddd d日</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a day and its month as QLocale.toString formats them</comment>
        <translation>M月d日</translation>
    </message>
</context>
<context>
    <name>Backup</name>
    <message>
        <source>There is no history at {file}.</source>
        <translation>{file} 处没有历史记录。</translation>
    </message>
    <message>
        <source>The history {file} cannot be read: {reason}.</source>
        <translation>无法读取历史记录 {file}：{reason}。</translation>
    </message>
    <message>
        <source>The history {file} is damaged: {reason}. No copy was made of it.</source>
        <translation>历史记录 {file} 已损坏：{reason}。未为其制作副本。</translation>
    </message>
    <message>
        <source>There is no room for {file}: the disk is full. No copy was made.</source>
        <translation>磁盘已满，放不下 {file}。未制作副本。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}. No copy was made.</source>
        <translation>无法写入 {file}：{reason}。未制作副本。</translation>
    </message>
    <message>
        <source>{file} is the history itself. Choose another name for its copy.</source>
        <translation>{file} 就是历史记录本身。请为副本另选一个名称。</translation>
    </message>
    <message>
        <source>The folder for backups, {file}, is not there.</source>
        <translation>备份文件夹 {file} 不存在。</translation>
    </message>
    <message>
        <source>{file} is not a history of facemon&apos;s.</source>
        <translation>{file} 不是 facemon 的历史记录。</translation>
    </message>
    <message>
        <source>{file} was written by a newer facemon. Install that first.</source>
        <translation>{file} 由更新版本的 facemon 写入。请先安装该版本。</translation>
    </message>
    <message>
        <source>Today&apos;s backup was not made. {sentence}</source>
        <translation>今天的备份没有完成。{sentence}</translation>
    </message>
</context>
<context>
    <name>BackupNow</name>
    <message>
        <source>Copying…</source>
        <translation>正在复制…</translation>
    </message>
    <message>
        <source>Back up the history</source>
        <translation>备份历史记录</translation>
    </message>
    <message>
        <source>{number} % copied</source>
        <translation>已复制 {number}%</translation>
    </message>
    <message>
        <source>Checking the copy…</source>
        <translation>正在校验副本…</translation>
    </message>
    <message>
        <source>The backup is in {file}.</source>
        <translation>备份已保存到 {file}。</translation>
    </message>
    <message>
        <source>Stopped. No copy was made.</source>
        <translation>已停止，未生成副本。</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>立即备份…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>BlacklistOff</name>
    <message>
        <source>Blacklist</source>
        <translation>黑名单</translation>
    </message>
    <message>
        <source>Raise no alarm when somebody on the blacklist is at a door?</source>
        <translation>黑名单人员出现在门口时不再告警？</translation>
    </message>
    <message>
        <source>It would stand in the feed like everything else, and nobody would have to answer it.</source>
        <translation>它将像其他事件一样只出现在列表中，无需任何人处理。</translation>
    </message>
    <message>
        <source>Raise no alarm</source>
        <translation>不告警</translation>
    </message>
    <message>
        <source>Keep the alarm</source>
        <translation>保留告警</translation>
    </message>
</context>
<context>
    <name>Blindness</name>
    <message>
        <source>No device is being watched: the settings cannot be read.</source>
        <translation>没有监控任何设备：无法读取设置。</translation>
    </message>
    <message>
        <source>No device is being watched: all of them are switched off in the settings.</source>
        <translation>未监控任何设备：所有设备均已在设置中停用。</translation>
    </message>
    <message>
        <source>{reason} Nothing has been seen since {time}.</source>
        <translation>{reason}自 {time} 起收不到任何事件。</translation>
    </message>
    <message>
        <source>{name} is not connected</source>
        <translation>{name} 未连接</translation>
    </message>
    <message>
        <source>No device is connected</source>
        <translation>所有设备均未连接</translation>
    </message>
    <message>
        <source>{who}: nothing has been seen yet</source>
        <translation>{who}，尚未收到任何事件</translation>
    </message>
    <message>
        <source>{who}: nothing has been seen since {time}</source>
        <translation>{who}，自 {time} 起收不到任何事件</translation>
    </message>
    <message>
        <source>No device is being watched yet: the settings are still being read.</source>
        <translation>暂无设备在监控中：正在读取设置。</translation>
    </message>
</context>
<context>
    <name>BundleDialog</name>
    <message>
        <source>Make a support bundle</source>
        <translation>生成支持包</translation>
    </message>
    <message>
        <source>One file for whoever helps you: the log, the settings without what may be secret, and what facemon doctor finds. Passwords are not in it, nor pictures or events, and names of people are hidden. Nothing is sent: you decide what becomes of the file.</source>
        <translation>交给技术支持的一个文件：包含日志、去除敏感内容的设置，以及 facemon doctor 的检查结果。其中没有密码、图片和事件，人员姓名已隐去。文件不会自动发送，由您决定如何使用。</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Looking at this desk and at each device; that takes up to a minute …</source>
        <translation>正在检查本机和各台设备，最多需要一分钟…</translation>
    </message>
    <message>
        <source>“{file}” has been made, {size} kB.</source>
        <translation>已生成“{file}”，{size} kB。</translation>
    </message>
    <message>
        <source>It could not be made: {reason}</source>
        <translation>无法生成：{reason}</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Picture no longer kept</source>
        <translation>图片已清除</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>无图片</translation>
    </message>
    <message>
        <source>Not a JPEG</source>
        <translation>非 JPEG 图片</translation>
    </message>
    <message>
        <source>Picture too large</source>
        <translation>图片过大</translation>
    </message>
    <message>
        <source>Unsafe picture</source>
        <translation>图片不安全</translation>
    </message>
    <message>
        <source>Unknown kind of JPEG</source>
        <translation>不支持的 JPEG</translation>
    </message>
    <message>
        <source>Damaged picture</source>
        <translation>图片已损坏</translation>
    </message>
    <message>
        <source>Incomplete picture</source>
        <translation>图片不完整</translation>
    </message>
    <message>
        <source>{temperature} fever</source>
        <translation>{temperature} 发热</translation>
    </message>
    <message>
        <source>mask on</source>
        <translation>佩戴口罩</translation>
    </message>
    <message>
        <source>no mask</source>
        <translation>未戴口罩</translation>
    </message>
    <message>
        <source>match {score}</source>
        <translation>识别分数 {score}</translation>
    </message>
    <message>
        <source>recovered</source>
        <translation>补录</translation>
    </message>
    <message>
        <source>on the watch list</source>
        <translation>在关注名单中</translation>
    </message>
    <message>
        <source>Too little memory</source>
        <translation>内存不足</translation>
    </message>
</context>
<context>
    <name>CertificateComparison</name>
    <message>
        <source>Approved</source>
        <translation>已信任</translation>
    </message>
    <message>
        <source>Shown now</source>
        <translation>当前出示</translation>
    </message>
    <message>
        <source>Nothing more is known of the approved certificate: an older facemon approved it, which did not keep it, or the device was never connected since.</source>
        <translation>对已信任的证书只知道这些：它是由未保存证书的旧版 facemon 信任的，或此后设备从未连接过。</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>颁发给</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Host names</source>
        <translation>主机名</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>指纹（SHA-256）</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>The same key as before: whoever shows it has the device&apos;s private key. Most likely it was renewed.</source>
        <translation>密钥与从前相同：出示者持有设备的私钥，很可能只是证书续期。</translation>
    </message>
    <message>
        <source>Another key: the device was given a new one or replaced, or this is not the device.</source>
        <translation>密钥不同：设备换了新密钥或被更换，或者这不是该设备。</translation>
    </message>
    <message>
        <source>{title}: the same</source>
        <translation>{title}：相同</translation>
    </message>
    <message>
        <source>{title}: different</source>
        <translation>{title}：不同</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>from {first} until {last}</source>
        <translation>{first} 至 {last}</translation>
    </message>
</context>
<context>
    <name>CertificateDialog</name>
    <message>
        <source>The certificate has changed</source>
        <translation>证书已变更</translation>
    </message>
    <message>
        <source>Approve the device&apos;s certificate</source>
        <translation>信任设备证书</translation>
    </message>
    <message>
        <source>“{name}” presents a different certificate from the approved one</source>
        <translation>“{name}”出示的证书与已信任的不同</translation>
    </message>
    <message>
        <source>Is this the certificate of “{name}”?</source>
        <translation>这是“{name}”的证书吗？</translation>
    </message>
    <message>
        <source>Approve this certificate</source>
        <translation>信任此证书</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不信任</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the one on the device&apos;s own display or on the installer&apos;s sheet. Nothing is sent to the device before you approve it, and afterwards facemon talks to no other.</source>
        <translation>请将证书指纹与设备屏幕上显示的或安装单上记录的进行核对。信任之前不会向设备发送任何数据；信任之后，facemon 只连接持有此证书的设备。</translation>
    </message>
    <message>
        <source>Approve a certificate</source>
        <translation>信任证书</translation>
    </message>
    <message>
        <source>Accept the new certificate</source>
        <translation>接受新证书</translation>
    </message>
    <message>
        <source>Leave it refused</source>
        <translation>保持拒绝</translation>
    </message>
    <message>
        <source>Copy both</source>
        <translation>复制两者</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Until this is settled, facemon sends it nothing, neither a password nor a request, and shows none of its events: watch this door in another way.</source>
        <translation>在问题解决之前，facemon 不向它发送任何内容（密码和请求都不发），也不显示它的任何事件：请用其他方式看守这道门。</translation>
    </message>
    <message>
        <source>What it may mean: after work on the device (a reset, new firmware, a replacement, a new certificate) this is to be expected. Where nobody has done any, somebody may be answering in its place, to learn the password or to show you false events.</source>
        <translation>可能的原因：设备经过维护（重置、升级固件、更换设备、更换证书）之后，出现这种情况是正常的。如果没有人做过维护，则可能有人冒充设备，以窃取密码或向您显示虚假事件。</translation>
    </message>
    <message>
        <source>What to do:
1. Ask whoever looks after the devices whether anything was done to this one.
2. Have the new fingerprint compared with the one on the device&apos;s own display or the installer&apos;s sheet.
3. Accept it only where both agree. Otherwise leave it refused, and report it.</source>
        <translation>处理办法：
1. 询问设备负责人，是否有人动过这台设备。
2. 请人将新指纹与设备自身屏幕或安装单上的指纹核对。
3. 两者一致才接受；否则保持拒绝，并上报。</translation>
    </message>
</context>
<context>
    <name>CertificateNote</name>
    <message>
        <source>It has expired. That does not matter here: it was approved by its fingerprint.</source>
        <translation>证书已过期。这在此并无影响：它是按指纹信任的。</translation>
    </message>
    <message>
        <source>It is not valid yet. That does not matter here, but check this computer&apos;s clock.</source>
        <translation>证书尚未生效。这在此并无影响，但请检查本机时钟。</translation>
    </message>
    <message>
        <source>It is for another name than {host}. That does not matter here: it was approved by its fingerprint.</source>
        <translation>证书上的名称不是 {host}。这在此并无影响：它是按指纹信任的。</translation>
    </message>
</context>
<context>
    <name>CertificateView</name>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>证书指纹 (SHA-256)</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>颁发给</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Host names</source>
        <translation>主机名</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>from {first} until {last}: expired. Devices come with such ones; what counts is the fingerprint.</source>
        <translation>{first} 至 {last}，已过期。设备出厂证书常会过期，请以证书指纹为准。</translation>
    </message>
    <message>
        <source>from {first} until {last}: not valid yet. Check this computer&apos;s clock and the device&apos;s.</source>
        <translation>{first} 至 {last}，尚未生效。请检查本机和设备的时间。</translation>
    </message>
    <message>
        <source>from {first} until {last}</source>
        <translation>{first} 至 {last}</translation>
    </message>
</context>
<context>
    <name>CheckDialog</name>
    <message>
        <source>Check devices</source>
        <translation>检查设备</translation>
    </message>
    <message>
        <source>Compare each new fingerprint with the device&apos;s own display or the installer&apos;s sheet, tick those that agree, and approve them. Before that, nothing is sent to a device. A password is tried once only.</source>
        <translation>请将每个新指纹与设备屏幕或安装单上的指纹核对，勾选一致的，再信任。信任之前不会向设备发送任何内容。每个密码只尝试一次。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Tick all new</source>
        <translation>勾选全部新证书</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{done} of {all} checked</source>
        <translation>已检查 {done}/{all}</translation>
    </message>
    <message numerus="yes">
        <source>%n in order</source>
        <translation>
            <numerusform>正常 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to be approved</source>
        <translation>
            <numerusform>待信任 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with a fault</source>
        <translation>
            <numerusform>故障 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message numerus="yes">
        <source>Approve %n certificate(s)</source>
        <translation>
            <numerusform>信任 %n 个证书</numerusform>
        </translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>The space bar ticks a new certificate</source>
        <translation>空格键勾选新证书</translation>
    </message>
    <message numerus="yes">
        <source>%n not tried</source>
        <translation>
            <numerusform>未尝试 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>{fingerprint}, issued to {subject}</source>
        <translation>{fingerprint}，颁发给 {subject}</translation>
    </message>
</context>
<context>
    <name>CheckRows</name>
    <message>
        <source>its address is wrong</source>
        <translation>地址有误</translation>
    </message>
    <message>
        <source>not tried: it has refused this password. Enter another one first</source>
        <translation>未尝试：设备已拒绝此密码，请先输入新密码</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <source>the check itself failed; the log file says why</source>
        <translation>检查本身失败，原因见日志文件</translation>
    </message>
    <message>
        <source>new: compare the fingerprint</source>
        <translation>新证书：请核对指纹</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>the same certificate as {others}: each could pass for the other</source>
        <translation>与{others}的证书相同：彼此可以冒充</translation>
    </message>
    <message>
        <source>the same serial number as {others}: perhaps one device twice</source>
        <translation>与{others}的序列号相同：可能是同一台设备</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Fingerprint (SHA-256)</source>
        <translation>指纹 (SHA-256)</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
</context>
<context>
    <name>Chip</name>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Show every category</source>
        <translation>显示所有类别</translation>
    </message>
    <message>
        <source>{category}: show or hide (key {number})
Ctrl+click: only this</source>
        <translation>{category}：显示或隐藏（按键 {number}）
按住 Ctrl 单击：仅显示此类</translation>
    </message>
    <message numerus="yes">
        <source>{category}, %n event(s)</source>
        <translation>
            <numerusform>{category}，%n 条事件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Column</name>
    <message numerus="yes">
        <source>↑ %n new above</source>
        <translation>
            <numerusform>↑ 上方有 %n 条新告警</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>Back to the events (Esc)</source>
        <translation>返回事件（Esc）</translation>
    </message>
    <message>
        <source>Bring the alarms back into this window</source>
        <translation>将告警移回此窗口</translation>
    </message>
</context>
<context>
    <name>Coming</name>
    <message>
        <source>Many alarms from one device</source>
        <translation>同一设备告警频繁</translation>
    </message>
    <message numerus="yes">
        <source>%n more alarm(s) wait</source>
        <translation>
            <numerusform>另有 %n 条告警待处理</numerusform>
        </translation>
    </message>
    <message>
        <source>{priority}: {what}</source>
        <translation>{priority}：{what}</translation>
    </message>
</context>
<context>
    <name>ComparedPictures</name>
    <message>
        <source>{width} × {height} · {kilobytes} KB</source>
        <translation>{width} × {height} · {kilobytes} KB</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>抓拍图</translation>
    </message>
    <message>
        <source>Blurred. A click or V shows it for a moment, which goes on record.</source>
        <translation>已模糊。点击或按 V 可短暂查看，查看会被记录。</translation>
    </message>
</context>
<context>
    <name>ConnectionTest</name>
    <message>
        <source>Connection test</source>
        <translation>连接测试</translation>
    </message>
    <message>
        <source>Approve this certificate</source>
        <translation>信任此证书</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>重新测试</translation>
    </message>
    <message>
        <source>Tries every step from this computer to the device, and changes nothing.</source>
        <translation>逐步测试本机到设备的连接，不更改任何设置。</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>测试连接</translation>
    </message>
    <message>
        <source>This is not the certificate that was approved. Before you approve it, ask who looks after the device.</source>
        <translation>这不是此前信任的证书。信任之前请先向设备管理员核实。</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the device&apos;s own display or the installer&apos;s sheet.</source>
        <translation>请将证书指纹与设备屏幕或安装单上的进行核对。</translation>
    </message>
    <message>
        <source>Stopped before the end.</source>
        <translation>测试未完成即停止。</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} ms</translation>
    </message>
    <message>
        <source>The test itself failed. The log file says why.</source>
        <translation>测试程序出错，原因见日志文件。</translation>
    </message>
    <message>
        <source>Reach the device</source>
        <translation>连接设备</translation>
    </message>
    <message>
        <source>Secure connection and certificate</source>
        <translation>加密连接与证书</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>What device it is</source>
        <translation>设备信息</translation>
    </message>
    <message>
        <source>Its clock</source>
        <translation>设备时间</translation>
    </message>
    <message>
        <source>Event stream</source>
        <translation>事件订阅</translation>
    </message>
    <message>
        <source>Its certificate is not approved yet</source>
        <translation>尚未信任设备证书</translation>
    </message>
    <message>
        <source>Reached {host}, port {port}</source>
        <translation>已连接 {host}，端口 {port}</translation>
    </message>
    <message>
        <source>Secure connection, {tls}, certificate verified by the system</source>
        <translation>加密连接，{tls}，证书已通过系统验证</translation>
    </message>
    <message>
        <source>Secure connection, {tls}, certificate as approved</source>
        <translation>加密连接，{tls}，证书与已信任的一致</translation>
    </message>
    <message>
        <source>Signed in as {user}</source>
        <translation>已登录，用户名 {user}</translation>
    </message>
    <message>
        <source>a device that does not say its model</source>
        <translation>设备未提供型号</translation>
    </message>
    <message>
        <source>SN {serial}</source>
        <translation>序列号 {serial}</translation>
    </message>
    <message>
        <source>firmware {version}</source>
        <translation>固件 {version}</translation>
    </message>
    <message>
        <source>It is {what}</source>
        <translation>设备：{what}</translation>
    </message>
    <message>
        <source>Its clock agrees with this computer&apos;s</source>
        <translation>设备时间与本机一致</translation>
    </message>
    <message>
        <source>Its clock is {seconds} s ahead of this computer</source>
        <translation>设备时间比本机快 {seconds} 秒</translation>
    </message>
    <message>
        <source>Its clock is {seconds} s behind this computer</source>
        <translation>设备时间比本机慢 {seconds} 秒</translation>
    </message>
    <message>
        <source>Event stream open, this window uses one of its three places</source>
        <translation>事件订阅正常，本程序占用三个连接名额之一</translation>
    </message>
    <message>
        <source>Event stream open, one of its three places was free</source>
        <translation>事件订阅正常，三个连接名额中尚有空余</translation>
    </message>
    <message>
        <source>It ends {date}: have it renewed before.</source>
        <translation>它将于 {date} 到期：请在此之前续期。</translation>
    </message>
</context>
<context>
    <name>Credentials</name>
    <message>
        <source>kept in the system keyring</source>
        <translation>保存在系统密钥环中</translation>
    </message>
    <message>
        <source>kept in a file, not encrypted, that only this account can read</source>
        <translation>保存在仅本账户可读的文件中，未加密</translation>
    </message>
    <message>
        <source>kept in a file, not encrypted, as readable as its folder</source>
        <translation>保存在文件中，未加密，凡能读取其所在文件夹者均可读取</translation>
    </message>
    <message>
        <source>kept in a file, encrypted with the passphrase</source>
        <translation>保存在文件中，已用口令短语加密</translation>
    </message>
    <message>
        <source>kept only until facemon is closed, unless the passphrase is entered</source>
        <translation>未输入口令短语前，仅保留到 facemon 关闭为止</translation>
    </message>
    <message>
        <source>kept only until facemon is closed: neither a keyring nor a file takes it</source>
        <translation>仅保留到 facemon 关闭为止：密钥环和文件都无法保存</translation>
    </message>
    <message>
        <source>A passphrase has at least 8 characters.</source>
        <translation>口令短语至少 8 个字符。</translation>
    </message>
    <message>
        <source>A passphrase has at most 200 characters.</source>
        <translation>口令短语最多 200 个字符。</translation>
    </message>
    <message>
        <source>This contains invisible characters. Type it again.</source>
        <translation>其中含有不可见字符，请重新输入。</translation>
    </message>
    <message>
        <source>This is soon guessed. Take several words that do not belong together.</source>
        <translation>这很容易被猜到。请用几个互不相关的词。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}. Check its permissions and the disk.</source>
        <translation>无法读取 {file}：{reason}。请检查其权限和磁盘。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}. Check the disk and the permissions.</source>
        <translation>无法写入 {file}：{reason}。请检查磁盘和权限。</translation>
    </message>
    <message>
        <source>{file} is damaged or not one of facemon&apos;s. It is left as it is.</source>
        <translation>{file} 已损坏或不是 facemon 的文件，现原样保留。</translation>
    </message>
    <message>
        <source>{file} was written by a newer facemon. It is left as it is.</source>
        <translation>{file} 由更新版本的 facemon 写入，现原样保留。</translation>
    </message>
</context>
<context>
    <name>DayLine</name>
    <message>
        <source>Connection in the last 24 hours</source>
        <translation>最近 24 小时的连接情况</translation>
    </message>
    <message>
        <source>Not connected: {times}</source>
        <translation>未连接：{times}</translation>
    </message>
    <message>
        <source>Without a gap</source>
        <translation>无缺口</translation>
    </message>
    <message>
        <source>−{hours} h</source>
        <translation>−{hours} 小时</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>Deed</name>
    <message>
        <source>{done} by {name}</source>
        <translation>{done}（{name}）</translation>
    </message>
    <message>
        <source>{done}: {said}</source>
        <translation>{done}：{said}</translation>
    </message>
    <message>
        <source>raised</source>
        <translation>发生</translation>
    </message>
    <message>
        <source>looked into</source>
        <translation>正在查看</translation>
    </message>
    <message>
        <source>open again</source>
        <translation>重新待确认</translation>
    </message>
    <message>
        <source>shelved</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>off the shelf</source>
        <translation>取消搁置</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>acknowledged itself by its rule</source>
        <translation>按规则自动确认</translation>
    </message>
    <message>
        <source>acknowledgement taken back</source>
        <translation>撤销确认</translation>
    </message>
    <message>
        <source>noted</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>judged</source>
        <translation>核实结果</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>勾选</translation>
    </message>
    <message>
        <source>tick taken away</source>
        <translation>取消勾选</translation>
    </message>
    <message>
        <source>its condition is over</source>
        <translation>现象消除</translation>
    </message>
    <message>
        <source>its condition is back</source>
        <translation>现象再现</translation>
    </message>
    <message>
        <source>sound grown louder</source>
        <translation>声音加大</translation>
    </message>
    <message>
        <source>supervisor</source>
        <translation>主管</translation>
    </message>
    <message>
        <source>came while an earlier one was acknowledged</source>
        <translation>在确认前一告警时发生</translation>
    </message>
    <message>
        <source>its person was erased</source>
        <translation>人员资料已删除</translation>
    </message>
</context>
<context>
    <name>DeskBox</name>
    <message>
        <source>Start facemon at login</source>
        <translation>登录系统时启动 facemon</translation>
    </message>
    <message>
        <source>Full screen from the start</source>
        <translation>启动时即全屏</translation>
    </message>
    <message>
        <source>Keep the display awake</source>
        <translation>保持屏幕常亮</translation>
    </message>
    <message>
        <source>This desktop offers no way to do that: switch its screen saver off.</source>
        <translation>此桌面不提供这种方式，请关闭其屏幕保护。</translation>
    </message>
    <message>
        <source>Now another copy of facemon, or one in another place, starts. Switched on, this one does.</source>
        <translation>目前登录时启动的是另一份 facemon，或另一位置的 facemon。打开此开关后，将启动当前这一份。</translation>
    </message>
    <message>
        <source>It cannot be found out: {reason}</source>
        <translation>无法查明：{reason}</translation>
    </message>
    <message>
        <source>Everything as large as a finger</source>
        <translation>所有按钮放大到便于手指点按</translation>
    </message>
    <message>
        <source>Where there is a touch screen</source>
        <translation>有触摸屏时</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>始终</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>name lookup</source>
        <translation>解析主机名</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>建立连接</translation>
    </message>
    <message>
        <source>TLS handshake</source>
        <translation>TLS 握手</translation>
    </message>
    <message>
        <source>sign-in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>subscription</source>
        <translation>订阅</translation>
    </message>
    <message>
        <source>connection closed</source>
        <translation>连接被关闭</translation>
    </message>
    <message>
        <source>token of an unknown form</source>
        <translation>令牌格式未知</translation>
    </message>
    <message>
        <source>answer too long</source>
        <translation>应答过长</translation>
    </message>
    <message>
        <source>answer is not JSON</source>
        <translation>应答不是 JSON</translation>
    </message>
    <message>
        <source>answer of an unknown form</source>
        <translation>应答格式未知</translation>
    </message>
    <message>
        <source>answer is not HTTP</source>
        <translation>应答不是 HTTP</translation>
    </message>
    <message>
        <source>not an upgrade to WebSocket</source>
        <translation>未升级为 WebSocket</translation>
    </message>
    <message>
        <source>wrong Sec-WebSocket-Accept</source>
        <translation>Sec-WebSocket-Accept 不正确</translation>
    </message>
    <message>
        <source>extension that was not asked for</source>
        <translation>应答了未请求的扩展</translation>
    </message>
    <message>
        <source>answer broken off</source>
        <translation>应答中断</translation>
    </message>
    <message>
        <source>the keyring does not answer</source>
        <translation>密钥环无响应</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>未在规定时间内应答</translation>
    </message>
    <message>
        <source>no certificate</source>
        <translation>没有证书</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>All fields</source>
        <translation>全部字段</translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation>保存图片…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Select an event to see its picture and all that is known about it.</source>
        <translation>请选择一条事件，查看其抓拍图片和全部信息。</translation>
    </message>
    <message>
        <source>The device sent no picture.</source>
        <translation>设备未发送图片。</translation>
    </message>
    <message>
        <source>The picture is being looked for in the history…</source>
        <translation>正在历史记录中查找图片…</translation>
    </message>
    <message>
        <source>Open door…</source>
        <translation>开门…</translation>
    </message>
    <message>
        <source>The picture is no longer kept.</source>
        <translation>图片已不再保存。</translation>
    </message>
    <message>
        <source>The picture is blurred: show it first (V).</source>
        <translation>图片已模糊：请先显示（V）。</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>It could not be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>There is no newer one</source>
        <translation>没有更新的事件</translation>
    </message>
    <message>
        <source>There is no older one</source>
        <translation>没有更早的事件</translation>
    </message>
</context>
<context>
    <name>DeviceCheck</name>
    <message>
        <source>New device</source>
        <translation>新设备</translation>
    </message>
</context>
<context>
    <name>DeviceColumn</name>
    <message>
        <source>Sort by</source>
        <translation>排序方式</translation>
    </message>
    <message>
        <source>In this order</source>
        <translation>自定顺序</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>By group</source>
        <translation>按分组</translation>
    </message>
    <message>
        <source>By address</source>
        <translation>按地址</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>按状态</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>上移（Alt+上箭头）</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>下移（Alt+下箭头）</translation>
    </message>
    <message>
        <source>Many devices: import, export, check</source>
        <translation>批量操作：导入、导出、检查</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>No device has that in its name, group, address or state.</source>
        <translation>没有设备的名称、分组、地址或状态与此相符。</translation>
    </message>
    <message>
        <source>Find by name, group, address, state</source>
        <translation>按名称、分组、地址、状态查找</translation>
    </message>
</context>
<context>
    <name>DeviceForm</name>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>will be forgotten</source>
        <translation>保存后将清除</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>未更改</translation>
    </message>
    <message>
        <source>Keep the stored password</source>
        <translation>保留已存密码</translation>
    </message>
    <message>
        <source>Forget the stored password</source>
        <translation>清除已存密码</translation>
    </message>
    <message>
        <source>Certificate {fingerprint}</source>
        <translation>证书 {fingerprint}</translation>
    </message>
    <message>
        <source>Certificate verified by the system</source>
        <translation>通过系统验证的证书</translation>
    </message>
    <message>
        <source>Certificate not approved yet</source>
        <translation>尚未信任证书</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>North gate</source>
        <translation>北门</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>also wss://…/v1/event</source>
        <translation>也可填写 wss://…/v1/event</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>empty: the device asks for none</source>
        <translation>设备无需登录时留空</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Watch this device</source>
        <translation>监控此设备</translation>
    </message>
    <message>
        <source>Let guards open its door from here</source>
        <translation>允许值班员在此开门</translation>
    </message>
</context>
<context>
    <name>DeviceList</name>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Alt+Up and Alt+Down move the selected device, Delete removes it; Shift with the arrow keys and Ctrl+A select several</source>
        <translation>Alt+上箭头和 Alt+下箭头移动所选设备，Delete 移除；Shift 加箭头键或 Ctrl+A 可选择多台</translation>
    </message>
</context>
<context>
    <name>DeviceMenu</name>
    <message>
        <source>Retry now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Approve certificate…</source>
        <translation>信任证书…</translation>
    </message>
    <message>
        <source>The device was replaced…</source>
        <translation>设备已更换…</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>详情…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Events of another device…</source>
        <translation>来自另一台设备的事件…</translation>
    </message>
    <message>
        <source>Window for its group</source>
        <translation>打开其分组的窗口</translation>
    </message>
</context>
<context>
    <name>DevicePanel</name>
    <message>
        <source>Ask again</source>
        <translation>重新查询</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>复制给技术支持</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>right</source>
        <translation>准确</translation>
    </message>
    <message>
        <source>{time} ahead</source>
        <translation>快 {time}</translation>
    </message>
    <message>
        <source>{time} behind</source>
        <translation>慢 {time}</translation>
    </message>
    <message>
        <source>live since {time}</source>
        <translation>自 {time} 起在线</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} 毫秒</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>往返时间</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>being asked…</source>
        <translation>正在查询…</translation>
    </message>
    <message>
        <source>Does not tell more</source>
        <translation>无法获取更多信息</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>型号</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>固件</translation>
    </message>
    <message>
        <source>Hardware</source>
        <translation>硬件</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>MAC, wired</source>
        <translation>有线 MAC</translation>
    </message>
    <message>
        <source>MAC, wireless</source>
        <translation>无线 MAC</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>verified by the system</source>
        <translation>由系统验证</translation>
    </message>
    <message>
        <source>approved by hand</source>
        <translation>已人工信任</translation>
    </message>
    <message>
        <source>until {date}</source>
        <translation>有效期至 {date}</translation>
    </message>
    <message>
        <source>ended {date}</source>
        <translation>已于 {date} 过期</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>Events today</source>
        <translation>今日事件</translation>
    </message>
    <message>
        <source>Last event</source>
        <translation>最近事件</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>断线</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>缺口</translation>
    </message>
    <message>
        <source>Reconnected</source>
        <translation>重新连接</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>颁发给</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Host names</source>
        <translation>主机名</translation>
    </message>
    <message>
        <source>not approved</source>
        <translation>未信任</translation>
    </message>
    <message>
        <source>from {first} until {last}</source>
        <translation>{first} 至 {last}</translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>All fields</source>
        <translation>全部字段</translation>
    </message>
    <message>
        <source>Not reported</source>
        <translation>未上报</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>静默检查</translation>
    </message>
</context>
<context>
    <name>DevicePopup</name>
    <message>
        <source>Retry all</source>
        <translation>全部重试</translation>
    </message>
    <message>
        <source>Search devices</source>
        <translation>搜索设备</translation>
    </message>
    <message>
        <source>{live} of {all} live</source>
        <translation>在线 {live}/{all}</translation>
    </message>
    <message>
        <source>Show events</source>
        <translation>只看这些事件</translation>
    </message>
    <message>
        <source>Own window</source>
        <translation>单独窗口</translation>
    </message>
</context>
<context>
    <name>DeviceSheet</name>
    <message>
        <source>ID</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Watched</source>
        <translation>监看</translation>
    </message>
    <message>
        <source>Door control</source>
        <translation>远程开门</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>序列号</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>“{field}” is yes or no, not “{value}”.</source>
        <translation>“{field}”应为是或否，而不是“{value}”。</translation>
    </message>
    <message>
        <source>“{field}” is a whole number from 1 to 65535, not “{value}”.</source>
        <translation>“{field}”应为 1 到 65535 的整数，而不是“{value}”。</translation>
    </message>
    <message>
        <source>The address has port {inside}, and the column “{field}” says {value}.</source>
        <translation>地址中的端口是 {inside}，而“{field}”列写的是 {value}。</translation>
    </message>
    <message>
        <source>“{field}” is a SHA-256 of 64 hexadecimal digits, “ca”, or empty.</source>
        <translation>“{field}”应为 64 位十六进制的 SHA-256、“ca”，或留空。</translation>
    </message>
    <message>
        <source>The password is too long, or has control characters in it.</source>
        <translation>密码过长，或含有控制字符。</translation>
    </message>
    <message>
        <source>A new device needs a name.</source>
        <translation>新设备需要名称。</translation>
    </message>
    <message>
        <source>A new device needs an address.</source>
        <translation>新设备需要地址。</translation>
    </message>
    <message>
        <source>Row {other} is about the same device.</source>
        <translation>第 {other} 行已经是这台设备。</translation>
    </message>
    <message>
        <source>another certificate than the approved one, which stays: approve a new one at the device itself</source>
        <translation>证书与已信任的不同，保留已信任的；新证书请在该设备的设置中信任</translation>
    </message>
    <message>
        <source>another serial number than the known one, which stays</source>
        <translation>序列号与已知的不同，保留已知的</translation>
    </message>
    <message>
        <source>a spreadsheet has shortened the serial number: left out</source>
        <translation>序列号被电子表格缩短，未采用</translation>
    </message>
    <message>
        <source>a password without a user name: left out</source>
        <translation>有密码而没有用户名，未采用</translation>
    </message>
    <message>
        <source>The file cannot be read: {reason}.</source>
        <translation>无法读取文件：{reason}。</translation>
    </message>
    <message>
        <source>The file is larger than 4 MB: that is no list of devices.</source>
        <translation>文件超过 4 MB，不会是设备清单。</translation>
    </message>
    <message>
        <source>This is a spreadsheet program&apos;s own file. Save it there as “CSV UTF-8”, and import that.</source>
        <translation>这是电子表格程序自己的文件格式。请在该程序中另存为“CSV UTF-8”，再导入。</translation>
    </message>
    <message>
        <source>This is not a table in text form. Save it as “CSV UTF-8”, and import that.</source>
        <translation>这不是文本形式的表格。请另存为“CSV UTF-8”，再导入。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>The first row has to name the columns, “{name}” and “{address}” at least. Export once to see how.</source>
        <translation>第一行必须是列名，至少有“{name}”和“{address}”。可先导出一次看看格式。</translation>
    </message>
    <message>
        <source>Two columns are “{head}”. Keep only one of them.</source>
        <translation>有两列都是“{head}”，请只保留一列。</translation>
    </message>
    <message>
        <source>Row {row}: a quotation mark is not closed, or something stands behind it.</source>
        <translation>第 {row} 行：引号没有配对，或引号后面还有内容。</translation>
    </message>
    <message>
        <source>The file has more than 2000 rows.</source>
        <translation>文件超过 2000 行。</translation>
    </message>
    <message>
        <source>Row {row}: too many columns, or a cell that is too long.</source>
        <translation>第 {row} 行：列太多，或单元格过长。</translation>
    </message>
</context>
<context>
    <name>DeviceStanding</name>
    <message>
        <source>clock {error}</source>
        <translation>时钟{error}</translation>
    </message>
    <message>
        <source>Switched off in the settings</source>
        <translation>已在设置中停用</translation>
    </message>
    <message>
        <source>Live since {time}</source>
        <translation>自 {time} 起在线</translation>
    </message>
    <message>
        <source>answers within {number} ms</source>
        <translation>响应时间 {number} ms</translation>
    </message>
    <message>
        <source>Its clock is {error}: the times of its events are wrong. Set it on the device.</source>
        <translation>设备时钟{error}：其事件时间不准。请在设备上校准。</translation>
    </message>
    <message>
        <source>Its certificate has to be approved once before anything is sent to it.</source>
        <translation>需先信任其证书，之后才会向其发送数据。</translation>
    </message>
    <message>
        <source>Nothing has been seen from it since {time}.</source>
        <translation>自 {time} 起未收到其任何事件。</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) failed</source>
        <translation>
            <numerusform>已失败 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>certificate ends {date}</source>
        <translation>证书 {date} 到期</translation>
    </message>
    <message>
        <source>certificate ended {date}</source>
        <translation>证书 {date} 已到期</translation>
    </message>
    <message>
        <source>It cannot be connected to any more beyond that. Have the certificate renewed.</source>
        <translation>到期后将无法再连接。请安排证书续期。</translation>
    </message>
</context>
<context>
    <name>DeviceState</name>
    <message>
        <source>New device</source>
        <translation>新设备</translation>
    </message>
    <message>
        <source>no address yet</source>
        <translation>尚未填写地址</translation>
    </message>
    <message>
        <source>Needs correction</source>
        <translation>需要更正</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} ms</translation>
    </message>
</context>
<context>
    <name>DeviceStep</name>
    <message>
        <source>A device to watch</source>
        <translation>添加要监看的设备</translation>
    </message>
    <message>
        <source>For each device you need its address on the network and, if it asks for one, a user name and a password. The connection can be tested before it is saved.</source>
        <translation>每台设备需要其网络地址；如果设备要求登录，还需要用户名和密码。保存前可以测试连接。</translation>
    </message>
    <message>
        <source>Add a device…</source>
        <translation>添加设备…</translation>
    </message>
    <message>
        <source>Try with a simulated device</source>
        <translation>用模拟设备试用</translation>
    </message>
    <message>
        <source>The simulated device makes up people and needs no network. It is not saved.</source>
        <translation>模拟设备会虚构人员，不需要网络，也不会被保存。</translation>
    </message>
    <message>
        <source>{name}: {how}</source>
        <translation>{name}：{how}</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另有 %n 台</numerusform>
        </translation>
    </message>
    <message>
        <source>Test and approve “{name}”…</source>
        <translation>测试并信任“{name}”…</translation>
    </message>
</context>
<context>
    <name>DevicesBar</name>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message numerus="yes">
        <source>%n more device(s)</source>
        <translation>
            <numerusform>另有 %n 台设备</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more group(s)</source>
        <translation>
            <numerusform>另有 %n 个分组</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>New device</source>
        <translation>新设备</translation>
    </message>
    <message>
        <source>{device}: {mistake}</source>
        <translation>{device}：{mistake}</translation>
    </message>
    <message>
        <source>“{name}” is removed</source>
        <translation>已移除“{name}”</translation>
    </message>
    <message>
        <source>No device yet. Click “Add…”.</source>
        <translation>尚未设置设备。请点击“添加…”。</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) removed</source>
        <translation>
            <numerusform>已移除 %n 台设备</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoorDialog</name>
    <message>
        <source>Open door</source>
        <translation>开门</translation>
    </message>
    <message>
        <source>Open the door of {name}?</source>
        <translation>要打开 {name} 的门吗？</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why it is opened; this is kept on record with your name</source>
        <translation>开门原因；将连同您的姓名一起记录</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{name} is not connected now.</source>
        <translation>{name} 当前未连接。</translation>
    </message>
    <message>
        <source>Ordered. Waiting for the device…</source>
        <translation>已下达指令，正在等待设备…</translation>
    </message>
    <message>
        <source>{name} has opened the door.</source>
        <translation>{name} 已开门。</translation>
    </message>
    <message>
        <source>{name} has not opened the door ({detail}).</source>
        <translation>{name} 未开门（{detail}）。</translation>
    </message>
    <message>
        <source>{name} did not answer: whether the door has opened is not known ({detail}). Look at the door before you order it again.</source>
        <translation>{name} 没有应答：门是否已打开未知（{detail}）。再次下达指令前请先查看门的状态。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>DoorPlace</name>
    <message>
        <source>Open a door</source>
        <translation>开门</translation>
    </message>
</context>
<context>
    <name>Draft</name>
    <message>
        <source>Enter a name that the guards know this door by.</source>
        <translation>请输入值班人员熟悉的门名称。</translation>
    </message>
    <message>
        <source>A name has at most 100 characters.</source>
        <translation>名称最多 100 个字符。</translation>
    </message>
    <message>
        <source>This contains invisible characters. Type it again.</source>
        <translation>其中含有不可见字符，请重新输入。</translation>
    </message>
    <message>
        <source>Another device has this name: guards could confuse the two.</source>
        <translation>另一台设备也使用此名称，值班人员可能会混淆。</translation>
    </message>
    <message>
        <source>A user name has at most 128 characters.</source>
        <translation>用户名最多 128 个字符。</translation>
    </message>
    <message>
        <source>No password is stored for this user name yet.</source>
        <translation>尚未保存此用户名的密码。</translation>
    </message>
    <message>
        <source>Without a user name, the password is not used.</source>
        <translation>未填写用户名，密码不会使用。</translation>
    </message>
    <message>
        <source>A group&apos;s name has at most 60 characters.</source>
        <translation>分组名称最多 60 个字符。</translation>
    </message>
</context>
<context>
    <name>DutyButton</name>
    <message>
        <source>Sign on</source>
        <translation>登录值班</translation>
    </message>
    <message>
        <source>On duty: {name}</source>
        <translation>当班：{name}</translation>
    </message>
    <message>
        <source>Nobody has signed on</source>
        <translation>无人当班</translation>
    </message>
    <message>
        <source>{said}. Change of shift: Ctrl+D</source>
        <translation>{said}。交接班：Ctrl+D</translation>
    </message>
</context>
<context>
    <name>End</name>
    <message>
        <source>Searching older events…</source>
        <translation>正在查找更早的事件…</translation>
    </message>
    <message>
        <source>Older events are in the history window</source>
        <translation>更早的事件请在历史记录窗口中查看</translation>
    </message>
    <message>
        <source>Older events cannot be read now. Try again</source>
        <translation>暂时无法读取更早的事件。重试</translation>
    </message>
    <message>
        <source>The history begins here</source>
        <translation>历史记录从这里开始</translation>
    </message>
    <message>
        <source>The history begins here, {day}</source>
        <translation>历史记录从这里开始，{day}</translation>
    </message>
</context>
<context>
    <name>EnrolledFace</name>
    <message>
        <source>Enrolled photo</source>
        <translation>登记照片</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>登记照片</translation>
    </message>
</context>
<context>
    <name>EnrolledPhoto</name>
    <message>
        <source>The enrolled photo is being fetched…</source>
        <translation>正在获取登记照片…</translation>
    </message>
    <message>
        <source>No photo enrolled</source>
        <translation>未登记照片</translation>
    </message>
    <message>
        <source>Enrolled photo</source>
        <translation>登记照片</translation>
    </message>
    <message>
        <source>The enrolled photo could not be fetched.</source>
        <translation>未能获取登记照片。</translation>
    </message>
</context>
<context>
    <name>EraseDialog</name>
    <message>
        <source>Erase a person&apos;s data</source>
        <translation>删除某人的数据</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>is kept, with the date; do not write whose data it was</source>
        <translation>将与日期一同留存；请勿写明是谁的数据</translation>
    </message>
    <message>
        <source>Erased by</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>is kept, too</source>
        <translation>同样会留存</translation>
    </message>
    <message>
        <source>I know that this cannot be undone</source>
        <translation>我知道此操作无法撤销</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Choose who is meant.</source>
        <translation>请选择要删除的人员。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) will be erased, with pictures.</source>
        <translation>
            <numerusform>将删除 %Ln 条事件及其图片。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Erase %Ln alarm(s) that nobody has acknowledged yet, too</source>
        <translation>
            <numerusform>同时删除 %Ln 条尚无人确认的告警</numerusform>
        </translation>
    </message>
    <message>
        <source>Leave the name and the numbers out: this is kept.</source>
        <translation>请勿写入姓名或编号：此内容会留存。</translation>
    </message>
    <message>
        <source>Nothing can be erased now. {reason}</source>
        <translation>目前无法删除。{reason}</translation>
    </message>
    <message>
        <source>Backups, exports and saved pictures keep the data until they are deleted or overwritten.</source>
        <translation>备份、导出文件和另存的图片仍含有这些数据，直到它们被删除或覆盖。</translation>
    </message>
    <message numerus="yes">
        <source>So do %Ln damaged or replaced history file(s) beside the history.</source>
        <translation>
            <numerusform>历史记录旁的 %Ln 个已损坏或已替换的历史文件也仍含有这些数据。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Erasing…</source>
        <translation>正在删除…</translation>
    </message>
    <message>
        <source>Erasing: {done} of {all} events</source>
        <translation>正在删除：已完成 {done} / {all} 条事件</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln 条事件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>Erased: {things}. This was noted in the history.</source>
        <translation>已删除：{things}。此操作已记入历史记录。</translation>
    </message>
    <message>
        <source>Stopped before the end. Erased by then: {things}.</source>
        <translation>已中途停止。此前已删除：{things}。</translation>
    </message>
    <message>
        <source>Something is still reading the history, and traces may remain on the disk until that ends. Erase once more then to be sure.</source>
        <translation>仍有操作在读取历史记录，在其结束之前，磁盘上可能留有残迹。为稳妥起见，请在其结束后再删除一次。</translation>
    </message>
    <message>
        <source>The data could not be erased, or not all of it: {reason}</source>
        <translation>数据未能删除，或未能全部删除：{reason}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>the history is not being written</source>
        <translation>历史记录目前无法写入</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>The disk has no room for {file}. Nothing was exported: make room, or choose another.</source>
        <translation>磁盘空间不足，放不下 {file}。未导出任何内容：请腾出空间，或另选磁盘。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}. Nothing was exported.</source>
        <translation>无法写入 {file}：{reason}。未导出任何内容。</translation>
    </message>
    <message>
        <source>{file} is the history itself. Choose another name.</source>
        <translation>{file} 就是历史记录本身。请另选一个名称。</translation>
    </message>
    <message>
        <source>The export failed: {reason}.</source>
        <translation>导出失败：{reason}。</translation>
    </message>
    <message>
        <source>A report holds at most {most} events, and these are {count}. Narrow the time or the filter, or export a table.</source>
        <translation>一份报告最多包含 {most} 个事件，而这里有 {count} 个。请缩小时间范围或筛选条件，或改为导出表格。</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Counting …</source>
        <translation>正在计数…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>A report holds at most {most} events. Narrow the time or the filter, or export a table.</source>
        <translation>一份报告最多包含 {most} 个事件。请缩小时间范围或筛选条件，或改为导出表格。</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>{done} of about {all} events</source>
        <translation>已完成 {done} 个事件，共约 {all} 个</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) exported into “{file}”.</source>
        <translation>
            <numerusform>已将 %Ln 个事件导出到“{file}”。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s) in “{folder}”.</source>
        <translation>
            <numerusform>%Ln 张照片保存在“{folder}”中。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped: nothing was exported.</source>
        <translation>已停止：未导出任何内容。</translation>
    </message>
    <message>
        <source>Begins …</source>
        <translation>正在开始…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln 个事件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>{name}: {host} did not answer in time ({detail}). Check the device&apos;s power and network cable.</source>
        <translation>{name}：{host} 响应超时（{detail}）。请检查设备电源和网线。</translation>
    </message>
    <message>
        <source>{name}: port {port} of {host} does not speak TLS 1.2 or newer ({detail}). Check the port number.</source>
        <translation>{name}：{host} 的端口 {port} 不支持 TLS 1.2 或更高版本（{detail}）。请检查端口号。</translation>
    </message>
    <message>
        <source>{name}: {host} presents a different certificate from the approved one. Nothing was sent to it. Find out why before you approve the new one in the settings.</source>
        <translation>{name}：{host} 出示的证书与已信任的证书不同，未向其发送任何数据。请先查明原因，再到设置中信任新证书。</translation>
    </message>
    <message>
        <source>{name}: the certificate of {host} is not valid: {detail}. Install a valid one on the device, or approve this one in the settings.</source>
        <translation>{name}：{host} 的证书无效：{detail}。请在设备上安装有效证书，或在设置中信任此证书。</translation>
    </message>
    <message>
        <source>{name}: the host name “{host}” is not known. Check it in the device&apos;s settings, or the DNS.</source>
        <translation>{name}：无法解析主机名“{host}”。请检查设备设置中的地址或 DNS。</translation>
    </message>
    <message>
        <source>{name}: {host} refuses connections on port {port}. Check the port, or wait: the device may still be starting.</source>
        <translation>{name}：{host} 拒绝连接端口 {port}。请检查端口号；也可能设备正在启动。</translation>
    </message>
    <message>
        <source>{name}: {host} cannot be reached over this network ({detail}). Check the network and the device&apos;s cable.</source>
        <translation>{name}：网络无法到达 {host}（{detail}）。请检查网络和设备网线。</translation>
    </message>
    <message>
        <source>{name}: {host} has no event stream at this address ({detail}). Check host, port and firmware.</source>
        <translation>{name}：{host} 的该地址不提供事件订阅（{detail}）。请检查主机、端口和固件版本。</translation>
    </message>
    <message>
        <source>{name}: {host} asks for a sign-in. Enter a user name and a password in the device&apos;s settings.</source>
        <translation>{name}：{host} 要求登录。请在设备设置中填写用户名和密码。</translation>
    </message>
    <message>
        <source>{name}: {host} does not accept the password. Enter the right one in the device&apos;s settings.</source>
        <translation>{name}：{host} 提示密码错误。请在设备设置中填写正确的密码。</translation>
    </message>
    <message>
        <source>{name}: {host} does not know this user name. Enter the right one in the device&apos;s settings.</source>
        <translation>{name}：{host} 上没有此用户名。请在设备设置中填写正确的用户名。</translation>
    </message>
    <message>
        <source>{name}: no password is stored for {host}. Enter it in the device&apos;s settings.</source>
        <translation>{name}：尚未保存 {host} 的密码。请在设备设置中填写。</translation>
    </message>
    <message>
        <source>{name}: the system&apos;s keyring does not give the password for {host}. Unlock it, or enter the password in the device&apos;s settings.</source>
        <translation>{name}：无法从系统密钥环取得 {host} 的密码。请解锁密钥环，或在设备设置中重新填写密码。</translation>
    </message>
    <message>
        <source>{name}: {host} refused the subscription ({detail}): the device may already have three subscribers. Close another program that watches it.</source>
        <translation>{name}：{host} 拒绝了订阅（{detail}）：该设备可能已有三个客户端连接。请关闭其他正在监控该设备的程序。</translation>
    </message>
    <message>
        <source>{name}: {host} reports an internal error ({detail}). If it keeps happening, restart the device.</source>
        <translation>{name}：{host} 报告内部错误（{detail}）。如持续出现，请重启设备。</translation>
    </message>
    <message>
        <source>{name}: {host} sends answers that facemon does not understand ({detail}). Check that port {port} is the device&apos;s.</source>
        <translation>{name}：无法识别 {host} 的应答（{detail}）。请确认端口 {port} 属于该设备。</translation>
    </message>
    <message>
        <source>{name}: the connection to {host} was lost ({detail}). If this repeats, check device and network.</source>
        <translation>{name}：与 {host} 的连接中断（{detail}）。如反复出现，请检查设备和网络。</translation>
    </message>
    <message>
        <source>{name}: {host} has gone silent. Check the device&apos;s power and network cable.</source>
        <translation>{name}：{host} 已无响应。请检查设备电源和网线。</translation>
    </message>
    <message>
        <source>{name}: facemon had an internal error ({detail}). It tries again; please report it with the log file.</source>
        <translation>{name}：facemon 程序出错（{detail}），将自动重试。请附上日志文件反馈此问题。</translation>
    </message>
    <message>
        <source>{name}: the device at {host} says that its serial number is {detail}, which is not the one it had before. No event of it is shown until you say that the device was replaced.</source>
        <translation>{name}：{host} 上的设备自称序列号为 {detail}，与之前不同。在您确认设备已更换之前，不显示它的任何事件。</translation>
    </message>
    <message>
        <source>{name}: waiting for the passphrase that encrypts the password for {host}. Enter it in facemon&apos;s window.</source>
        <translation>{name}：{host} 的密码已加密，正在等待口令短语。请在 facemon 窗口中输入。</translation>
    </message>
    <message>
        <source>{name}: {host} sends events with the serial number {detail}, but says itself that it has the one it had before. No event of it is shown until you say that this is in order.</source>
        <translation>{name}：{host} 发来的事件带有序列号 {detail}，而设备自称的序列号仍与从前相同。在您确认这没有问题之前，不显示它的任何事件。</translation>
    </message>
    <message>
        <source>{name}: {host} was connected but did not report its events. It is connected to anew, and what was missed is fetched from its records.</source>
        <translation>{name}：{host} 已连接，但没有上报事件。正在重新连接，并从设备记录中补取遗漏的事件。</translation>
    </message>
    <message>
        <source>{name}: no connection to {host} can be made, since too many files are open on this computer. Restart facemon; if it happens again, call the technician.</source>
        <translation>{name}：本机打开的文件过多，无法连接 {host}。请重新启动 facemon；如果再次出现，请联系技术人员。</translation>
    </message>
</context>
<context>
    <name>FaultBanner</name>
    <message numerus="yes">
        <source>Something in facemon itself has gone wrong, %n time(s).</source>
        <translation>
            <numerusform>facemon 自身出现了 %n 次故障。</numerusform>
        </translation>
    </message>
    <message>
        <source>It goes on; its log tells more.</source>
        <translation>程序继续运行，日志中有详细信息。</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>FeedPanel</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>收到时间</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>设备序列号</translation>
    </message>
    <message>
        <source>Event id</source>
        <translation>事件 ID</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>无法读取的字段</translation>
    </message>
    <message>
        <source>{time} ({duration} later)</source>
        <translation>{time}（晚 {duration}）</translation>
    </message>
    <message>
        <source>{time} ({duration} earlier)</source>
        <translation>{time}（早 {duration}）</translation>
    </message>
    <message>
        <source>{temperature} · fever</source>
        <translation>{temperature} · 发热</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>通行结果</translation>
    </message>
    <message>
        <source>Match score</source>
        <translation>识别分数</translation>
    </message>
    <message>
        <source>Liveness</source>
        <translation>活体分数</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>核验模式</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>开门方式</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>体温</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>口罩</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>所属组</translation>
    </message>
    <message>
        <source>Job number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Card number</source>
        <translation>IC 卡号</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>ID 卡号</translation>
    </message>
    <message>
        <source>User id</source>
        <translation>用户 ID</translation>
    </message>
    <message>
        <source>User type</source>
        <translation>用户类型</translation>
    </message>
    <message>
        <source>Visitor from</source>
        <translation>访客开始时间</translation>
    </message>
    <message>
        <source>Visitor until</source>
        <translation>访客结束时间</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Raised</source>
        <translation>已触发</translation>
    </message>
    <message>
        <source>Clearing failed</source>
        <translation>解除失败</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>已解除</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Alarm code</source>
        <translation>告警代码</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Message type</source>
        <translation>消息类型</translation>
    </message>
    <message>
        <source>{time} by {name}</source>
        <translation>{time}，{name}</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>最近 365 天</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Show as</source>
        <translation>显示方式</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>All devices</source>
        <translation>全部设备</translation>
    </message>
    <message>
        <source>Any outcome</source>
        <translation>全部结果</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>允许通行</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>拒绝通行</translation>
    </message>
    <message>
        <source>To be acknowledged</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>全部组</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation>班次报告</translation>
    </message>
</context>
<context>
    <name>FirstStartDialog</name>
    <message>
        <source>Set up facemon</source>
        <translation>设置 facemon</translation>
    </message>
    <message>
        <source>Step {number} of {all}</source>
        <translation>第 {number} 步，共 {all} 步</translation>
    </message>
    <message>
        <source>Skip the set-up</source>
        <translation>跳过设置</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>FirstStartPlace</name>
    <message>
        <source>Set up facemon</source>
        <translation>设置 facemon</translation>
    </message>
</context>
<context>
    <name>FoldRow</name>
    <message>
        <source>A flood: what is critical stands apart, the rest is folded here</source>
        <translation>告警过多：紧急告警单独列出，其余收在这里</translation>
    </message>
    <message numerus="yes">
        <source>Acknowledge %n (Space)</source>
        <translation>
            <numerusform>确认 %n 条（空格）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Acknowledge %n</source>
        <translation>
            <numerusform>确认 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>End now</source>
        <translation>立即结束</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>展开</translation>
    </message>
</context>
<context>
    <name>Gap</name>
    <message>
        <source>{read} of {total}</source>
        <translation>{read} / {total}</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>To</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Records read</source>
        <translation>已读取记录</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>已补录</translation>
    </message>
    <message>
        <source>Without a picture</source>
        <translation>无图片</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失原因</translation>
    </message>
    <message>
        <source>it still goes on</source>
        <translation>仍在持续</translation>
    </message>
    <message>
        <source>The device was not connected</source>
        <translation>设备未连接</translation>
    </message>
    <message>
        <source>facemon was not running</source>
        <translation>facemon 未运行</translation>
    </message>
    <message>
        <source>The device had not been watched before</source>
        <translation>此前未监视该设备</translation>
    </message>
    <message>
        <source>The history could not be written</source>
        <translation>无法写入历史记录</translation>
    </message>
    <message>
        <source>Goes on</source>
        <translation>持续中</translation>
    </message>
    <message>
        <source>To be decided: shall its events be fetched from the device?</source>
        <translation>待定：是否从设备获取其间的事件？</translation>
    </message>
    <message>
        <source>Waits until the device can be asked</source>
        <translation>等待可以查询设备</translation>
    </message>
    <message>
        <source>Being recovered</source>
        <translation>正在补录</translation>
    </message>
    <message>
        <source>Recovered: all that the device has of that time</source>
        <translation>已补录：设备中该时段的全部事件</translation>
    </message>
    <message>
        <source>Recovered in part</source>
        <translation>部分补录</translation>
    </message>
    <message>
        <source>Could not be recovered</source>
        <translation>无法补录</translation>
    </message>
    <message>
        <source>Not fetched, as decided</source>
        <translation>已决定不获取</translation>
    </message>
    <message>
        <source>{name} has not been connected since {when}</source>
        <translation>{name}自 {when} 起未连接</translation>
    </message>
    <message>
        <source>{name} has not been watched since {when}: facemon was not running</source>
        <translation>{name}自 {when} 起无人监视：facemon 未运行</translation>
    </message>
    <message>
        <source>{name} is new and has not been watched yet</source>
        <translation>{name}是新设备，尚未开始监视</translation>
    </message>
    <message>
        <source>Events of {name} have not been kept since {when}</source>
        <translation>{name}的事件自 {when} 起未保存</translation>
    </message>
    <message>
        <source>{name} was disconnected {when}</source>
        <translation>{name}曾断开连接 {when}</translation>
    </message>
    <message>
        <source>{name} was not watched {when}: facemon was not running</source>
        <translation>{name}未被监视 {when}：facemon 未运行</translation>
    </message>
    <message>
        <source>Events of {name} were not kept {when}</source>
        <translation>{name}的事件未保存 {when}</translation>
    </message>
    <message>
        <source>waiting to be recovered</source>
        <translation>等待补录</translation>
    </message>
    <message>
        <source>nothing was missed</source>
        <translation>没有遗漏</translation>
    </message>
    <message>
        <source>not all could be recovered</source>
        <translation>未能全部补录</translation>
    </message>
    <message>
        <source>nothing could be recovered</source>
        <translation>未能补录</translation>
    </message>
    <message>
        <source>not fetched</source>
        <translation>未获取</translation>
    </message>
    <message>
        <source>recovering … {read} of {total}</source>
        <translation>正在补录… {read} / {total}</translation>
    </message>
    <message>
        <source>recovering … {read}</source>
        <translation>正在补录… {read}</translation>
    </message>
    <message>
        <source>{count} without a picture</source>
        <translation>{count} 条无图片</translation>
    </message>
    <message>
        <source>{name} is new and was not watched before: {when}</source>
        <translation>{name}是新设备，此前未被监控：{when}</translation>
    </message>
    <message>
        <source>events of that time can be fetched: select to decide</source>
        <translation>该时段的事件可以获取：选中后决定</translation>
    </message>
    <message>
        <source>device alarms may be missing</source>
        <translation>设备自身的告警可能有缺失</translation>
    </message>
    <message>
        <source>The device was connected but did not report its events</source>
        <translation>设备已连接，但没有上报事件</translation>
    </message>
    <message>
        <source>{name} has not reported its events since {when}</source>
        <translation>{name} 自 {when} 起没有上报事件</translation>
    </message>
    <message>
        <source>{name} did not report its events, though connected, {when}</source>
        <translation>{name} 虽已连接，但没有上报事件：{when}</translation>
    </message>
</context>
<context>
    <name>GapDetail</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不获取</translation>
    </message>
    <message>
        <source>All fields</source>
        <translation>全部字段</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>空缺</translation>
    </message>
</context>
<context>
    <name>GapLine</name>
    <message numerus="yes">
        <source>Not all was seen as it happened: %Ln time(s).</source>
        <translation>
            <numerusform>有 %Ln 段时间未能实时监看。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %Ln of them, something may be missing.</source>
        <translation>
            <numerusform>其中 %Ln 段可能有遗漏。</numerusform>
        </translation>
    </message>
    <message>
        <source>What was missed then has been recovered.</source>
        <translation>漏掉的事件已补录。</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>查看…</translation>
    </message>
</context>
<context>
    <name>GapList</name>
    <message>
        <source>Times not seen</source>
        <translation>未能监看的时段</translation>
    </message>
</context>
<context>
    <name>GroupChip</name>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>{live} of {all} live</source>
        <translation>在线 {live}/{all}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 台</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupField</name>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>the site, building or floor; empty: none</source>
        <translation>所在园区、楼栋或楼层；留空表示不分组</translation>
    </message>
    <message>
        <source>Building A</source>
        <translation>A 栋</translation>
    </message>
</context>
<context>
    <name>GroupWindow</name>
    <message>
        <source>facemon: {group}</source>
        <translation>facemon：{group}</translation>
    </message>
    <message>
        <source>Events of {group}</source>
        <translation>{group} 的事件</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message numerus="yes">
        <source>Found in %n chapter(s)</source>
        <translation>
            <numerusform>在 %n 章中找到</numerusform>
        </translation>
    </message>
    <message>
        <source>Found nowhere</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Guide – facemon</source>
        <translation>用户手册 – facemon</translation>
    </message>
    <message>
        <source>Search the guide…</source>
        <translation>搜索手册…</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>搜索手册</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
</context>
<context>
    <name>Handover</name>
    <message>
        <source>Handover note from {name}, {time}</source>
        <translation>{name} 的交接班记录，{time}</translation>
    </message>
</context>
<context>
    <name>HandoverCard</name>
    <message>
        <source>I have read it</source>
        <translation>已阅</translation>
    </message>
    <message>
        <source>From {name}, {time}:</source>
        <translation>来自 {name}，{time}：</translation>
    </message>
</context>
<context>
    <name>HandoverDialog</name>
    <message>
        <source>Handover note</source>
        <translation>交接班记录</translation>
    </message>
    <message>
        <source>What the next shift has to know: what is going on, who is expected, …</source>
        <translation>下一班需要知道的事：正在发生的情况、预计到访的人员……</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Put on record</source>
        <translation>存档</translation>
    </message>
    <message>
        <source>From {name}. The next operator sees it until it has been read. It cannot be changed later.</source>
        <translation>记录人：{name}。下一位值班员会一直看到它，直到已阅。存档后不能修改。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln character(s) too many</source>
        <translation>
            <numerusform>超出 %Ln 个字符</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln character(s) left</source>
        <translation>
            <numerusform>还可输入 %Ln 个字符</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>The disk is full.</source>
        <translation>磁盘已满。</translation>
    </message>
    <message>
        <source>{file} cannot be written to. Check its permissions and the disk.</source>
        <translation>无法写入 {file}。请检查其权限和磁盘。</translation>
    </message>
    <message>
        <source>The disk reports an error with {file}.</source>
        <translation>读写 {file} 时磁盘报告错误。</translation>
    </message>
    <message>
        <source>Another program has locked {file}. Close it, or wait until it is done.</source>
        <translation>另一个程序锁定了 {file}。请关闭该程序，或等待它完成。</translation>
    </message>
    <message>
        <source>{file} cannot be reached. Check the disk or the network folder.</source>
        <translation>无法访问 {file}。请检查磁盘或网络文件夹。</translation>
    </message>
    <message>
        <source>A newer facemon has written {file}. It can be read here, but nothing is added.</source>
        <translation>{file} 由更新版本的 facemon 写入。在此可以查看，但不会添加任何内容。</translation>
    </message>
    <message>
        <source>{file} is another program&apos;s database. Move it elsewhere.</source>
        <translation>{file} 是其他程序的数据库。请将其移到别处。</translation>
    </message>
    <message>
        <source>{file} is damaged and is being replaced.</source>
        <translation>{file} 已损坏，正在更换。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {detail}</source>
        <translation>无法写入 {file}：{detail}</translation>
    </message>
    <message>
        <source>The history is still being opened.</source>
        <translation>历史记录仍在打开。</translation>
    </message>
    <message>
        <source>The disk does not answer.</source>
        <translation>磁盘没有响应。</translation>
    </message>
    <message>
        <source>There is no history at {file}.</source>
        <translation>{file} 处没有历史记录。</translation>
    </message>
    <message>
        <source>The history {file} cannot be read: {reason}.</source>
        <translation>无法读取历史记录 {file}：{reason}。</translation>
    </message>
    <message>
        <source>The history was damaged and has been set aside as {file}. Events saved from it so far: {events}.</source>
        <translation>历史记录已损坏，已另存为 {file}。目前已从中抢救出的事件：{events}。</translation>
    </message>
    <message>
        <source>The history was damaged and has been set aside as {file}. Events saved from it: {events}; not readable: {lost}.</source>
        <translation>历史记录已损坏，已另存为 {file}。已从中抢救出的事件：{events}；无法读取：{lost}。</translation>
    </message>
    <message>
        <source>Another running facemon writes its events into {file}. End it, or give each a history of its own.</source>
        <translation>另一个正在运行的 facemon 正在向 {file} 写入事件。请退出它，或让两者各用自己的历史记录。</translation>
    </message>
    <message>
        <source>Too many files are open on this computer. Restart facemon; if it happens again, call the technician.</source>
        <translation>本机打开的文件过多。请重新启动 facemon；如果再次出现，请联系技术人员。</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Erase a person&apos;s data…</source>
        <translation>删除某人的数据…</translation>
    </message>
    <message>
        <source>Choose a folder for the daily backup</source>
        <translation>选择每日备份的文件夹</translation>
    </message>
    <message>
        <source>then they are deleted; an alarm stays until somebody acknowledges it</source>
        <translation>到期后删除；告警在有人确认之前一直保留</translation>
    </message>
    <message>
        <source>Days that events are kept</source>
        <translation>事件保留天数</translation>
    </message>
    <message>
        <source>beyond that, the oldest are deleted</source>
        <translation>超出后删除最早的事件</translation>
    </message>
    <message>
        <source>Most space they may take, in GB</source>
        <translation>最多占用空间（GB）</translation>
    </message>
    <message>
        <source>Folder for a daily backup</source>
        <translation>每日备份文件夹</translation>
    </message>
    <message>
        <source>empty: none; the newest seven are kept, best on another disk</source>
        <translation>留空则不备份；保留最近七份，最好放在另一块磁盘上</translation>
    </message>
    <message>
        <source>Somebody may ask for what is kept about him or her to be erased. All events of that person go, with their pictures. That it was done is noted, without the name.</source>
        <translation>有人可能要求删除与其有关的数据。此人的所有事件及图片都会被删除。该操作会留下记录，但不含姓名。</translation>
    </message>
    <message>
        <source>Erase a person&apos;s data</source>
        <translation>删除某人的数据</translation>
    </message>
</context>
<context>
    <name>HistoryWindow</name>
    <message>
        <source>Not among the results below the filters</source>
        <translation>不在当前筛选的结果中</translation>
    </message>
    <message>
        <source>History – facemon</source>
        <translation>历史记录 – facemon</translation>
    </message>
    <message>
        <source>Export events</source>
        <translation>导出事件</translation>
    </message>
</context>
<context>
    <name>Hours</name>
    <message>
        <source>every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <comment>weekdays</comment>
        <translation>{first}至{last}</translation>
    </message>
    <message>
        <source>{days}, all day</source>
        <translation>{days}，全天</translation>
    </message>
    <message>
        <source>{days}, {begin} to {end}</source>
        <translation>{days} {begin} 至 {end}</translation>
    </message>
    <message>
        <source>{days}, {begin} to {end} on the next day</source>
        <translation>{days} {begin} 至次日 {end}</translation>
    </message>
    <message>
        <source>always</source>
        <translation>始终</translation>
    </message>
</context>
<context>
    <name>HoursEditor</name>
    <message>
        <source>At any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>Add other times</source>
        <translation>添加其他时段</translation>
    </message>
</context>
<context>
    <name>HoursRow</name>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>All day</source>
        <translation>全天</translation>
    </message>
    <message>
        <source>Remove these times</source>
        <translation>删除此时段</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import devices</source>
        <translation>导入设备</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Take the passwords, too</source>
        <translation>同时导入密码</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Not understood and left out: {names}.</source>
        <translation>无法识别、已忽略的列：{names}。</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>新增 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>更改 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged</source>
        <translation>
            <numerusform>未变 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rejected</source>
        <translation>
            <numerusform>拒绝 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove the %n device(s) that are not in the table</source>
        <translation>
            <numerusform>移除表格中没有的 %n 台设备</numerusform>
        </translation>
    </message>
    <message>
        <source>To remove devices, correct the rejected rows first</source>
        <translation>要移除设备，请先更正被拒绝的行</translation>
    </message>
    <message numerus="yes">
        <source>The table has passwords for %n device(s). They go where the others are ({where}), never into the settings.</source>
        <translation>
            <numerusform>表格中有 %n 台设备的密码。它们与其他密码存放在一起（{where}），绝不写入设置文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete the table when you have saved, also from the wastebasket and from e-mails: whoever has it can open the doors.</source>
        <translation>保存后请删除该表格，回收站和邮件中的也要删除：谁拿到它，谁就能打开这些门。</translation>
    </message>
    <message>
        <source>What the table changes</source>
        <translation>表格带来的更改</translation>
    </message>
</context>
<context>
    <name>ImportRows</name>
    <message>
        <source>Rejected</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>未变</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Not in the table</source>
        <translation>表格中没有</translation>
    </message>
    <message>
        <source>stays as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>with a password</source>
        <translation>带密码</translation>
    </message>
    <message>
        <source>with an approved certificate</source>
        <translation>带已信任的证书</translation>
    </message>
    <message>
        <source>{field}: a new one</source>
        <translation>{field}：更换</translation>
    </message>
    <message>
        <source>{field}: {old} → {new}</source>
        <translation>{field}：{old} → {new}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>更改内容</translation>
    </message>
</context>
<context>
    <name>InstructionBox</name>
    <message>
        <source>- Look at the camera
- Call 2222
Do not open the door.</source>
        <translation>- 查看摄像机画面
- 拨打 2222
不要开门。</translation>
    </message>
    <message>
        <source>So it stands on the alarm</source>
        <translation>在告警上的显示</translation>
    </message>
    <message>
        <source>A line that begins with “- ” is ticked off on the alarm.</source>
        <translation>以“- ”开头的行可在告警上逐项勾选。</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处置步骤</translation>
    </message>
</context>
<context>
    <name>ItselfPlace</name>
    <message>
        <source>Make a support bundle</source>
        <translation>生成支持包</translation>
    </message>
</context>
<context>
    <name>KeepingBanner</name>
    <message>
        <source>Events are not being kept. {reason}</source>
        <translation>事件目前没有保存。{reason}</translation>
    </message>
    <message>
        <source>Events are not being kept since {time}. {reason}</source>
        <translation>自 {time} 起事件没有保存。{reason}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) are held in memory until they can be written.</source>
        <translation>
            <numerusform>%Ln 个事件暂存于内存，待可以写入时保存。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) had no room there and are not kept.</source>
        <translation>
            <numerusform>%Ln 个事件因内存不足未能保留。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) that were kept are no longer in {file}: somebody has moved, deleted or replaced it while facemon was running. What happens from now on is kept. Call the technician: a copy can be restored.</source>
        <translation>
            <numerusform>{file} 中已保存的 %Ln 条事件不见了：facemon 运行期间有人移动、删除或替换了该文件。此后发生的事件会照常保存。请联系技术人员：可以从备份中恢复。</numerusform>
        </translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>KeepingDraft</name>
    <message>
        <source>Enter a whole number of days, from 1 to 36500.</source>
        <translation>请输入天数，1 到 36500 之间的整数。</translation>
    </message>
    <message>
        <source>Enter a whole number of gigabytes, from 1 to 100000.</source>
        <translation>请输入 GB 数，1 到 100000 之间的整数。</translation>
    </message>
    <message>
        <source>Enter the whole path of a folder, or choose one.</source>
        <translation>请输入文件夹的完整路径，或选择一个文件夹。</translation>
    </message>
</context>
<context>
    <name>KeptBox</name>
    <message>
        <source>Looking…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Kept now</source>
        <translation>当前保存</translation>
    </message>
    <message>
        <source>since {date}</source>
        <translation>自 {date} 起</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln 条事件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeptSettings</name>
    <message>
        <source>The settings are in force but could not be saved: {reason}</source>
        <translation>设置已生效，但无法保存：{reason}</translation>
    </message>
</context>
<context>
    <name>KeptWords</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Alarms and what people at the desk do</source>
        <translation>告警与值班操作</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>值班员</translation>
    </message>
    <message>
        <source>Enrolled photos</source>
        <translation>登记照片</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>日志文件</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>What leaves this computer</source>
        <translation>离开本机的数据</translation>
    </message>
    <message>
        <source>Erasing</source>
        <translation>删除</translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Of each event: time, device, category, whether the door opened, match score, and what the device measured. Of a person whom the device knows: name, user, job, card and ID number, groups, remark, time of a visit. And the device&apos;s message without its picture.</source>
        <translation>每个事件：时间、设备、类别、是否放行、识别分数以及设备测量的数据。设备认识的人员：姓名、用户编号、工号、卡号、证件号、所属组、备注、来访时间。以及设备发来的消息（不含图片）。</translation>
    </message>
    <message>
        <source>Kept for {days}, or until all that is kept takes {size} GB: then the oldest goes. An event that somebody still has to acknowledge stays.</source>
        <translation>保存 {days}，或直到全部数据占用 {size} GB，此时先删除最早的。仍待确认的事件会保留。</translation>
    </message>
    <message>
        <source>Where: {file}</source>
        <translation>位置：{file}</translation>
    </message>
    <message>
        <source>{categories}: kept as long as the events, {days}.</source>
        <translation>{categories}：与事件保存一样久，{days}。</translation>
    </message>
    <message>
        <source>{categories}: kept for {days}.</source>
        <translation>{categories}：保存 {days}。</translation>
    </message>
    <message>
        <source>{categories}: not kept.</source>
        <translation>{categories}：不保存。</translation>
    </message>
    <message>
        <source>Blurred until somebody wants to see one, which is shown for {seconds} seconds and goes on record: {categories}.</source>
        <translation>平时模糊显示，有人要查看时清晰显示 {seconds} 秒，查看会被记录：{categories}。</translation>
    </message>
    <message>
        <source>Exports and reports have pictures as they are kept: they need the administrator&apos;s PIN if one is set.</source>
        <translation>导出文件和报告中的图片与保存的一致（不模糊）；设有管理员 PIN 时需要该 PIN。</translation>
    </message>
    <message>
        <source>No pictures are blurred.</source>
        <translation>没有图片被模糊显示。</translation>
    </message>
    <message>
        <source>The picture of an alarm is kept, and is not blurred, until somebody has acknowledged the alarm. What is kept no longer goes within the hour, and its room on the disk is overwritten.</source>
        <translation>告警的图片在告警被确认之前一直保存，且不模糊。到期的图片在一小时内删除，其磁盘空间会被覆写。</translation>
    </message>
    <message>
        <source>Where: in the file of the events; the newest, {count} at most, in memory until facemon ends.</source>
        <translation>位置：在事件文件中；最新的图片（最多 {count} 张）在 facemon 退出前也保留在内存中。</translation>
    </message>
    <message>
        <source>Of each alarm: kind, times, who answered it, how and with which note. Who was on duty when, notes from shift to shift, which door somebody had opened and why, who is on the watch list, since when and why.</source>
        <translation>每条告警：种类、时间、由谁确认、如何处理以及备注。还有：谁在何时值班、交接班记录、谁因何开过哪扇门、关注名单上有谁、自何时起以及原因。</translation>
    </message>
    <message>
        <source>Kept for {days} as well; an alarm until it is answered, and an entry of the watch list for so long after its end. Where: in the file of the events.</source>
        <translation>同样保存 {days}；告警至少保存到被确认，关注名单的条目在结束后再保存这么久。位置：在事件文件中。</translation>
    </message>
    <message>
        <source>The names of those who can sign on at this desk, and of each PIN a hash that does not give it back, until they are removed in the settings. Where: {file}</source>
        <translation>可在本岗位登录的人员姓名，以及每个 PIN 的散列值（无法由此还原 PIN），直到在设置中移除。位置：{file}</translation>
    </message>
    <message>
        <source>Who was on duty when the administrator&apos;s PIN was given, wrong or changed, and who has changed which setting, each with its time. {size} MB at most, then the oldest goes. Where: {files}</source>
        <translation>管理员 PIN 码被输入、输错或更改时的值班员，以及谁更改了哪项设置，均附时间。最多 {size} MB，超出后删除最旧的记录。位置：{files}</translation>
    </message>
    <message>
        <source>Fetched from the device when somebody compares; kept in memory for {hours} hours at most, and never written to the disk.</source>
        <translation>有人比对时从设备读取；最多在内存中保留 {hours} 小时，绝不写入磁盘。</translation>
    </message>
    <message>
        <source>The beginning of each message from a device that could not be read, in which somebody may be named. {size} MB at most, then the oldest is overwritten. Where: {file}</source>
        <translation>设备发来的、无法解析的消息的开头，其中可能出现人员姓名。最多 {size} MB，之后覆盖最早的内容。位置：{file}</translation>
    </message>
    <message>
        <source>A trace is written only where facemon is started with --trace: times, and no names.</source>
        <translation>仅当以 --trace 启动 facemon 时才写入跟踪文件：只有时间，没有姓名。</translation>
    </message>
    <message>
        <source>The file of the events is copied every day to {folder}. The newest {count} copies are kept there, each as it was on its day: they have pictures for up to {count} days longer.</source>
        <translation>事件文件每天复制到 {folder}，保留最新的 {count} 份，每份都是当天的内容：其中的图片最多再保留 {count} 天。</translation>
    </message>
    <message>
        <source>No daily backup is set up.</source>
        <translation>未设置每日备份。</translation>
    </message>
    <message>
        <source>Copies made by hand, exports, reports and saved pictures lie where somebody has put them. A history that was damaged or replaced stays beside the file in use. facemon deletes none of these.</source>
        <translation>手工备份、导出文件、报告和保存的图片位于当事人存放的位置。损坏或被替换的历史记录留在现用文件旁边。facemon 不会删除这些文件。</translation>
    </message>
    <message>
        <source>with the person&apos;s name</source>
        <translation>含人员姓名</translation>
    </message>
    <message>
        <source>without names</source>
        <translation>不含姓名</translation>
    </message>
    <message>
        <source>When nobody answers an alarm, a supervisor is told of its kind, device and time, {named}, by way of: {reached}.</source>
        <translation>告警无人处理时，会将其种类、设备和时间（{named}）通知主管，途径：{reached}。</translation>
    </message>
    <message>
        <source>Nothing about people is sent anywhere.</source>
        <translation>不会向任何地方发送人员数据。</translation>
    </message>
    <message>
        <source>The desktop of this computer notifies of alarms, {named}.</source>
        <translation>本机桌面会弹出告警通知（{named}）。</translation>
    </message>
    <message>
        <source>On request, all that is kept in the file of the events about a person is erased for good: Settings, History, Erase a person&apos;s data. That it was done stays on record, without whose data it was. Copies made before still have it.</source>
        <translation>可应要求永久删除事件文件中某人的全部数据：设置 → 历史记录 → 删除某人的数据。删除这一事实会留有记录，但不记录是谁的数据。此前的副本中仍有这些数据。</translation>
    </message>
    <message>
        <source>Who has had which blurred picture shown, and when: the event&apos;s number, no name of the person on it. {size} MB at most, then the oldest goes. Where: {file}</source>
        <translation>谁在何时查看了哪张模糊照片：只记录事件编号，不记录照片上人员的姓名。最多 {size} MB，超出后删除最早的记录。位置：{file}</translation>
    </message>
    <message>
        <source>What the program did, and its faults. No names. {size} MB at most, then the oldest is overwritten. Where: {file}</source>
        <translation>程序的运行情况和故障。不含姓名。最多 {size} MB，超出后覆盖最早的内容。位置：{file}</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Select the event above or below</source>
        <translation>选择上一条或下一条事件</translation>
    </message>
    <message>
        <source>Go up or down by a page</source>
        <translation>向上或向下翻页</translation>
    </message>
    <message>
        <source>Go to the newest event and follow new ones</source>
        <translation>转到最新事件并跟随更新</translation>
    </message>
    <message>
        <source>Go to the oldest event</source>
        <translation>转到最早的事件</translation>
    </message>
    <message>
        <source>Search by name, number, group or device</source>
        <translation>按姓名、号码、组或设备搜索</translation>
    </message>
    <message>
        <source>Show or hide a category; the first shows all</source>
        <translation>显示或隐藏类别；第一个键显示全部</translation>
    </message>
    <message>
        <source>Clear the search, close a window</source>
        <translation>退出搜索，关闭窗口</translation>
    </message>
    <message>
        <source>Mute the sound for five minutes, or unmute it</source>
        <translation>静音五分钟，或取消静音</translation>
    </message>
    <message>
        <source>Copy all fields of the selected event</source>
        <translation>复制所选事件的全部字段</translation>
    </message>
    <message>
        <source>Save the picture of the selected event</source>
        <translation>保存所选事件的图片</translation>
    </message>
    <message>
        <source>Retry all devices that are not connected</source>
        <translation>立即重试所有未连接的设备</translation>
    </message>
    <message>
        <source>Full screen on and off</source>
        <translation>进入或退出全屏</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>显示本列表</translation>
    </message>
    <message>
        <source>Quit facemon</source>
        <translation>退出 facemon</translation>
    </message>
    <message>
        <source>History: find again what happened</source>
        <translation>历史记录：查找过去的事件</translation>
    </message>
    <message>
        <source>Watch list: who is to be watched for</source>
        <translation>关注名单：需要留意的人员</translation>
    </message>
    <message>
        <source>Report of this shift or another</source>
        <translation>本班或其他时段的报告</translation>
    </message>
    <message>
        <source>Acknowledge the selected alarm</source>
        <translation>确认选中的告警</translation>
    </message>
    <message>
        <source>Select the next alarm</source>
        <translation>选择下一条告警</translation>
    </message>
    <message>
        <source>Select the alarm before</source>
        <translation>选择上一条告警</translation>
    </message>
    <message>
        <source>Write a note to the selected alarm; a number takes a quick note</source>
        <translation>给选中的告警写备注；按数字键用快捷备注</translation>
    </message>
    <message>
        <source>Acknowledge as a real alarm</source>
        <translation>确认为真实告警</translation>
    </message>
    <message>
        <source>Acknowledge as a false alarm</source>
        <translation>确认为误报</translation>
    </message>
    <message>
        <source>Acknowledge as a test</source>
        <translation>确认为测试</translation>
    </message>
    <message>
        <source>I am looking into it, or not any more</source>
        <translation>我正在查看，或不再查看</translation>
    </message>
    <message>
        <source>Acknowledge all alarms of low priority</source>
        <translation>确认所有低优先级告警</translation>
    </message>
    <message>
        <source>Take the last acknowledgement back, within ten seconds</source>
        <translation>十秒内撤销上一次确认</translation>
    </message>
    <message>
        <source>Change of shift: another operator takes over</source>
        <translation>交接班：由另一名值班员接班</translation>
    </message>
    <message>
        <source>Shelve this kind of alarm at its device, or end that</source>
        <translation>在该设备上搁置此类告警，或结束搁置</translation>
    </message>
    <message>
        <source>Show the alarms that a row folds, or fold them</source>
        <translation>展开或收起一行中的告警</translation>
    </message>
    <message>
        <source>Go to the alarms from any other window or dialog</source>
        <translation>从其他窗口或对话框转到告警</translation>
    </message>
    <message>
        <source>Show a blurred picture for a moment, which goes on record</source>
        <translation>短暂显示已模糊的图片（会被记录）</translation>
    </message>
    <message>
        <source>Ask for the administrator&apos;s PIN again</source>
        <translation>立即锁定：重新要求管理员 PIN 码</translation>
    </message>
    <message>
        <source>On a device at the top: show all there is to know of it</source>
        <translation>在顶部的设备上：显示该设备的全部信息</translation>
    </message>
    <message>
        <source>On a device at the top: what can be done with it</source>
        <translation>在顶部的设备上：可执行的操作</translation>
    </message>
    <message>
        <source>The guide, at what is before you</source>
        <translation>打开手册，转到与当前操作有关的一章</translation>
    </message>
</context>
<context>
    <name>KindBars</name>
    <message>
        <source>Alarms by kind</source>
        <translation>按类型统计告警</translation>
    </message>
</context>
<context>
    <name>Kiosk</name>
    <message>
        <source>No kiosk mode: it needs an administrator&apos;s PIN (Settings, Lock)</source>
        <translation>专用终端模式未启用：需要先设置管理员 PIN 码（设置 → 锁定）</translation>
    </message>
    <message>
        <source>Quit facemon</source>
        <translation>退出 facemon</translation>
    </message>
</context>
<context>
    <name>Lane</name>
    <message>
        <source>Low priority</source>
        <translation>低优先级</translation>
    </message>
    <message>
        <source>Medium priority</source>
        <translation>中优先级</translation>
    </message>
    <message>
        <source>High priority</source>
        <translation>高优先级</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>waiting for {time}</source>
        <translation>已等待 {time}</translation>
    </message>
    <message>
        <source>{device}: {kinds}, {alarms} in {minutes}</source>
        <translation>{device}：{minutes}内 {kinds}、{alarms}</translation>
    </message>
    <message>
        <source>{kind} at {device} is shelved, {time} left</source>
        <translation>{device} 的“{kind}”已搁置，还剩 {time}</translation>
    </message>
    <message>
        <source>What happens is not being kept: it is lost when facemon ends</source>
        <translation>事件没有保存：facemon 退出后就会丢失</translation>
    </message>
    <message>
        <source>Nothing is seen there</source>
        <translation>那里的情况看不到</translation>
    </message>
    <message>
        <source>{often} within {minutes}</source>
        <translation>{minutes}内{often}</translation>
    </message>
    <message>
        <source>match {score}</source>
        <translation>识别分数 {score}</translation>
    </message>
    <message>
        <source>Visit from {start} to {end}</source>
        <translation>来访时间 {start} 至 {end}</translation>
    </message>
    <message>
        <source>Visit until {end}</source>
        <translation>来访至 {end}</translation>
    </message>
    <message>
        <source>Visit from {start}</source>
        <translation>来访自 {start}</translation>
    </message>
    <message>
        <source>{who} is looking into it, {time} left</source>
        <translation>{who} 正在查看，还剩 {time}</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>有人</translation>
    </message>
    <message>
        <source>Shelved, {time} left</source>
        <translation>已搁置，还剩 {time}</translation>
    </message>
    <message>
        <source>Connected again at {time}, still to be acknowledged</source>
        <translation>{time} 已恢复连接，仍需确认</translation>
    </message>
    <message>
        <source>Kept again since {time}, still to be acknowledged</source>
        <translation>{time} 起已恢复保存，仍需确认</translation>
    </message>
    <message>
        <source>Cleared at {time}, still to be acknowledged</source>
        <translation>{time} 已解除，仍需确认</translation>
    </message>
    <message>
        <source>The supervisor is being told</source>
        <translation>正在通知主管</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>missed while disconnected</source>
        <translation>断线期间错过</translation>
    </message>
    <message>
        <source>Devices not connected</source>
        <translation>多台设备未连接</translation>
    </message>
    <message>
        <source>All connected again at {time}, still to be acknowledged</source>
        <translation>已于 {time} 全部恢复连接，仍待确认</translation>
    </message>
</context>
<context>
    <name>LaneHead</name>
    <message>
        <source>Needs attention</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>oldest {time}</source>
        <translation>最早 {time}</translation>
    </message>
    <message numerus="yes">
        <source>Acknowledge %n low ones (G)</source>
        <translation>
            <numerusform>确认 %n 条低优先级告警（G）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LastEndBanner</name>
    <message>
        <source>Show log</source>
        <translation>查看日志</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>facemon had crashed.</source>
        <translation>facemon 上次崩溃了。</translation>
    </message>
    <message>
        <source>facemon did not end properly: the computer was switched off, or lost its power.</source>
        <translation>facemon 上次没有正常退出：电脑被关机或断电。</translation>
    </message>
    <message>
        <source>facemon did not end properly: it was stopped from outside, or crashed without a trace.</source>
        <translation>facemon 上次没有正常退出：被外部强行结束，或崩溃时没有留下记录。</translation>
    </message>
    <message>
        <source>Nobody watched from {begin} to {end}; what the devices have recorded is being fetched.</source>
        <translation>{begin} 至 {end} 无人看护；设备在此期间的记录正在补取。</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Quit facemon</source>
        <translation>退出 facemon</translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s) wait for an answer.</source>
        <translation>
            <numerusform>有 %n 条告警等待处理。</numerusform>
        </translation>
    </message>
    <message>
        <source>Once facemon is closed, nobody hears or sees an alarm here.</source>
        <translation>facemon 关闭后，此处将听不到也看不到任何告警。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>不退出</translation>
    </message>
</context>
<context>
    <name>LicencesDialog</name>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Parts of the program</source>
        <translation>程序的组成部分</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>许可证全文</translation>
    </message>
</context>
<context>
    <name>LockButton</name>
    <message>
        <source>Unlocked. Lock now</source>
        <translation>已解锁，立即锁定</translation>
    </message>
    <message>
        <source>What the administrator&apos;s PIN guards is unlocked. Lock now</source>
        <translation>受管理员 PIN 码保护的操作已解锁。立即锁定</translation>
    </message>
    <message>
        <source>Nobody is asked for the PIN for five minutes after the last use. Lock now: {key}</source>
        <translation>最后一次使用后五分钟内不再询问 PIN 码。立即锁定：{key}</translation>
    </message>
</context>
<context>
    <name>LockDialog</name>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>This needs the administrator&apos;s PIN. Alarms can be answered without it.</source>
        <translation>此操作需要管理员 PIN 码。处理告警不需要。</translation>
    </message>
    <message>
        <source>This is not the administrator&apos;s PIN.</source>
        <translation>这不是管理员 PIN 码。</translation>
    </message>
    <message>
        <source>Administrator&apos;s PIN</source>
        <translation>管理员 PIN 码</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>LockPage</name>
    <message>
        <source>New PIN</source>
        <translation>新 PIN 码</translation>
    </message>
    <message>
        <source>6 to 32 letters, digits or signs</source>
        <translation>6 至 32 个字母、数字或符号</translation>
    </message>
    <message>
        <source>PIN again</source>
        <translation>再次输入 PIN 码</translation>
    </message>
    <message>
        <source>Change the PIN…</source>
        <translation>更改 PIN 码…</translation>
    </message>
    <message>
        <source>Remove the PIN…</source>
        <translation>移除 PIN 码…</translation>
    </message>
    <message>
        <source>Keep the PIN</source>
        <translation>保留 PIN 码</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>Change the administrator&apos;s PIN</source>
        <translation>更改管理员 PIN 码</translation>
    </message>
    <message>
        <source>Remove the administrator&apos;s PIN</source>
        <translation>移除管理员 PIN 码</translation>
    </message>
    <message>
        <source>The PIN is removed when you save: whoever sits here may then do everything.</source>
        <translation>保存后 PIN 码即被移除：此后任何坐在这里的人都可以进行所有操作。</translation>
    </message>
    <message>
        <source>A PIN is set.</source>
        <translation>已设置 PIN 码。</translation>
    </message>
    <message>
        <source>A PIN is set. Give another one.</source>
        <translation>已设置 PIN 码。请输入新的 PIN 码。</translation>
    </message>
    <message>
        <source>No PIN is set: whoever sits here may do everything.</source>
        <translation>未设置 PIN 码：任何坐在这里的人都可以进行所有操作。</translation>
    </message>
    <message>
        <source>With a PIN, these ask for it first: the settings, opening a door, erasing a person, approving a certificate, a device that was replaced, and saving events, reports and pictures as files. Alarms, search, history and the change of shift never do. It is asked for again after five minutes without use, and at the change of shift.</source>
        <translation>设置 PIN 码后，以下操作须先输入：更改设置、开门、删除人员数据、信任证书、确认设备已更换，以及把事件、报告和图片保存为文件。处理告警、搜索、查看历史和交接班不需要。五分钟未使用或交接班后，将重新要求输入。</translation>
    </message>
    <message>
        <source>A PIN that is forgotten cannot be shown to anybody. Whoever may delete files of this profile ends facemon, deletes administrator.json, and sets another.</source>
        <translation>忘记的 PIN 码无法找回。请由有权删除配置文件夹中文件的人退出 facemon，删除 administrator.json，然后重新设置。</translation>
    </message>
    <message>
        <source>unlocked</source>
        <translation>已解锁</translation>
    </message>
    <message>
        <source>wrong PIN</source>
        <translation>PIN 码错误</translation>
    </message>
    <message>
        <source>PIN set</source>
        <translation>已设置 PIN 码</translation>
    </message>
    <message>
        <source>PIN changed</source>
        <translation>已更改 PIN 码</translation>
    </message>
    <message>
        <source>PIN removed</source>
        <translation>已移除 PIN 码</translation>
    </message>
    <message>
        <source>the PIN&apos;s file was gone at the start</source>
        <translation>启动时 PIN 码文件已不存在</translation>
    </message>
    <message>
        <source>kiosk mode left</source>
        <translation>已退出专用终端模式</translation>
    </message>
    <message>
        <source>On record, the newest first:</source>
        <translation>操作记录（最新的在前）：</translation>
    </message>
    <message>
        <source>Kiosk mode: full screen, and no way out without the PIN</source>
        <translation>专用终端模式：全屏显示，不输入 PIN 码无法退出</translation>
    </message>
    <message>
        <source>Kiosk mode needs a PIN.</source>
        <translation>专用终端模式需要 PIN 码。</translation>
    </message>
    <message>
        <source>Keys and menus of the operating system go on working; its own kiosk mode shuts them off.</source>
        <translation>操作系统自身的按键和菜单仍可使用；需用系统自带的专用终端模式将其关闭。</translation>
    </message>
</context>
<context>
    <name>LogWindow</name>
    <message>
        <source>Log of facemon</source>
        <translation>facemon 日志</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Reading the log …</source>
        <translation>正在读取日志…</translation>
    </message>
</context>
<context>
    <name>LookStep</name>
    <message>
        <source>Language and theme</source>
        <translation>语言和主题</translation>
    </message>
    <message>
        <source>Both can be changed at any time in the settings.</source>
        <translation>两者都可以随时在设置中更改。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
</context>
<context>
    <name>ManyDevices</name>
    <message>
        <source>Import devices from a table…</source>
        <translation>从表格导入设备…</translation>
    </message>
    <message>
        <source>Export all devices…</source>
        <translation>导出全部设备…</translation>
    </message>
    <message numerus="yes">
        <source>Export %n selected device(s)…</source>
        <translation>
            <numerusform>导出所选的 %n 台设备…</numerusform>
        </translation>
    </message>
    <message>
        <source>Import devices</source>
        <translation>导入设备</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>The table cannot be written: {reason}.</source>
        <translation>无法写入表格：{reason}。</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) in {file}. It has no passwords.</source>
        <translation>
            <numerusform>已将 %n 台设备写入 {file}，其中不含密码。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: the address is wrong.</source>
        <translation>
            <numerusform>%n 台因地址有误未写入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export devices</source>
        <translation>导出设备</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) taken from the table. Nothing is in force before you save.</source>
        <translation>
            <numerusform>已从表格采用 %n 台设备，保存后才生效。</numerusform>
        </translation>
    </message>
    <message>
        <source>devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Check all devices…</source>
        <translation>检查全部设备…</translation>
    </message>
    <message numerus="yes">
        <source>Check %n new device(s)…</source>
        <translation>
            <numerusform>检查 %n 台新设备…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Check %n selected device(s)…</source>
        <translation>
            <numerusform>检查所选的 %n 台设备…</numerusform>
        </translation>
    </message>
    <message>
        <source>“Check new devices” in the menu below shows certificates to be approved.</source>
        <translation>可用下方菜单中的“检查新设备”查看并信任证书。</translation>
    </message>
    <message numerus="yes">
        <source>%n certificate(s) approved. Nothing is in force before you save.</source>
        <translation>
            <numerusform>已信任 %n 个证书，保存后才生效。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ManyForm</name>
    <message>
        <source>What you change here is changed on all of them; the rest stays.</source>
        <translation>在这里更改的内容会用于所有这些设备，其余保持不变。</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>empty: the devices ask for none</source>
        <translation>留空：设备不要求登录</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>the same for all</source>
        <translation>全部使用同一密码</translation>
    </message>
    <message>
        <source>Watch these devices</source>
        <translation>监看这些设备</translation>
    </message>
    <message>
        <source>Let guards open their doors from here</source>
        <translation>允许值班员从此处开门</translation>
    </message>
    <message numerus="yes">
        <source>%n device(s) selected</source>
        <translation>
            <numerusform>已选择 %n 台设备</numerusform>
        </translation>
    </message>
    <message>
        <source>different: leave as it is</source>
        <translation>各不相同：保持不变</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>A port is a whole number from 1 to 65535.</source>
        <translation>端口应为 1 到 65535 的整数。</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>The message is a recognition event without data.</source>
        <translation>识别事件消息中没有数据。</translation>
    </message>
    <message>
        <source>The message is empty.</source>
        <translation>消息为空。</translation>
    </message>
    <message>
        <source>The message is not UTF-8 text.</source>
        <translation>消息不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>The message is not JSON.</source>
        <translation>消息不是 JSON。</translation>
    </message>
    <message>
        <source>The message&apos;s JSON is nested too deeply.</source>
        <translation>消息的 JSON 嵌套过深。</translation>
    </message>
    <message>
        <source>The message holds too many values.</source>
        <translation>消息包含的值过多。</translation>
    </message>
    <message>
        <source>The message is JSON, but not an object.</source>
        <translation>消息是 JSON，但不是对象。</translation>
    </message>
    <message>
        <source>facemon had an internal error with the message; the log file says why.</source>
        <translation>facemon 处理该消息时出错，原因见日志文件。</translation>
    </message>
</context>
<context>
    <name>Messenger</name>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>{first} – {last}</source>
        <translation>{first} – {last}</translation>
    </message>
</context>
<context>
    <name>NeighbourBar</name>
    <message>
        <source>This person</source>
        <translation>此人</translation>
    </message>
    <message>
        <source>Previous event of this person</source>
        <translation>此人的上一个事件</translation>
    </message>
    <message>
        <source>Next event of this person</source>
        <translation>此人的下一个事件</translation>
    </message>
    <message>
        <source>This door</source>
        <translation>此门</translation>
    </message>
    <message>
        <source>Previous event at this door</source>
        <translation>此门的上一个事件</translation>
    </message>
    <message>
        <source>Next event at this door</source>
        <translation>此门的下一个事件</translation>
    </message>
    <message>
        <source>Around this moment</source>
        <translation>此刻前后</translation>
    </message>
    <message>
        <source>What happened at all doors some minutes before and after</source>
        <translation>前后几分钟内所有门的事件</translation>
    </message>
</context>
<context>
    <name>NewestWatch</name>
    <message>
        <source>facemon {version} is available</source>
        <translation>facemon {version} 已发布</translation>
    </message>
</context>
<context>
    <name>NoteField</name>
    <message>
        <source>This alarm needs a note before it is acknowledged</source>
        <translation>此告警必须写备注才能确认</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note, or a number</source>
        <translation>备注，或按数字键</translation>
    </message>
    <message>
        <source>Save (Enter)</source>
        <translation>保存（回车）</translation>
    </message>
    <message>
        <source>Acknowledge (Enter)</source>
        <translation>确认（回车）</translation>
    </message>
    <message>
        <source>Only note (Ctrl+Enter)</source>
        <translation>仅备注（Ctrl+回车）</translation>
    </message>
    <message>
        <source>Cancel (Esc)</source>
        <translation>取消（Esc）</translation>
    </message>
    <message>
        <source>Checked on site, all in order</source>
        <translation>已到现场查看，一切正常</translation>
    </message>
    <message>
        <source>Checked on camera, all in order</source>
        <translation>已看监控，一切正常</translation>
    </message>
    <message>
        <source>Guard sent</source>
        <translation>已派保安</translation>
    </message>
    <message>
        <source>Person turned away</source>
        <translation>已劝离</translation>
    </message>
    <message>
        <source>Known person, let in</source>
        <translation>认识的人，已放行</translation>
    </message>
    <message>
        <source>Police called</source>
        <translation>已报警</translation>
    </message>
    <message>
        <source>Technician called</source>
        <translation>已通知技术人员</translation>
    </message>
</context>
<context>
    <name>NothingShown</name>
    <message>
        <source>Nothing matches</source>
        <translation>没有符合条件的事件</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) hidden by the filter</source>
        <translation>
            <numerusform>已筛除 %n 条事件</numerusform>
        </translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>暂无事件</translation>
    </message>
    <message>
        <source>What happens at the doors appears here, the newest on top.</source>
        <translation>各门的事件会显示在这里，最新的在最上面。</translation>
    </message>
</context>
<context>
    <name>NothingToShow</name>
    <message>
        <source>Without the text</source>
        <translation>清除搜索文字</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>All devices</source>
        <translation>全部设备</translation>
    </message>
    <message>
        <source>Any outcome</source>
        <translation>全部结果</translation>
    </message>
    <message>
        <source>All groups</source>
        <translation>全部组</translation>
    </message>
    <message>
        <source>All categories</source>
        <translation>全部类别</translation>
    </message>
    <message>
        <source>The whole time-line</source>
        <translation>整个时间轴</translation>
    </message>
    <message>
        <source>Lift all filters</source>
        <translation>取消全部筛选</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The history cannot be shown</source>
        <translation>无法显示历史记录</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>There may be more if the search is made wider:</source>
        <translation>放宽条件也许能找到更多：</translation>
    </message>
    <message>
        <source>The history is empty</source>
        <translation>历史记录为空</translation>
    </message>
    <message>
        <source>What happens at the doors is kept from now on, and found here.</source>
        <translation>从现在起，门口发生的事件都会保存下来，可在此查找。</translation>
    </message>
</context>
<context>
    <name>OfferBanner</name>
    <message>
        <source>{name} is new here. Fetch what happened there in the last 24 hours?</source>
        <translation>{name} 是新设备。要获取它最近 24 小时的事件吗？</translation>
    </message>
    <message numerus="yes">
        <source>%Ln device(s) are new here. Fetch what happened there in the last 24 hours?</source>
        <translation>
            <numerusform>有 %Ln 台新设备。要获取它们最近 24 小时的事件吗？</numerusform>
        </translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不用</translation>
    </message>
</context>
<context>
    <name>OperatorForm</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>as it is to stand on record</source>
        <translation>将如此记录在案</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN 码</translation>
    </message>
    <message>
        <source>4 to 32 letters, digits or signs</source>
        <translation>4 至 32 个字母、数字或符号</translation>
    </message>
    <message>
        <source>PIN again</source>
        <translation>再次输入 PIN 码</translation>
    </message>
    <message>
        <source>New operator</source>
        <translation>新值班员</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Change the PIN</source>
        <translation>更改 PIN 码</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>新 PIN 码</translation>
    </message>
    <message>
        <source>{name}: takes effect when you save.</source>
        <translation>{name}：保存后生效。</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
</context>
<context>
    <name>OperatorList</name>
    <message>
        <source>Operators</source>
        <translation>值班员</translation>
    </message>
    <message>
        <source>Delete removes the chosen operator</source>
        <translation>按 Delete 键删除所选值班员</translation>
    </message>
</context>
<context>
    <name>Operators</name>
    <message>
        <source>Enter a name.</source>
        <translation>请输入姓名。</translation>
    </message>
    <message>
        <source>A name has at most 60 characters.</source>
        <translation>姓名最多 60 个字符。</translation>
    </message>
    <message>
        <source>This contains invisible characters. Type it again.</source>
        <translation>其中含有不可见字符，请重新输入。</translation>
    </message>
    <message>
        <source>There is an operator of this name already.</source>
        <translation>已有同名的值班员。</translation>
    </message>
    <message>
        <source>There can be 200 operators at most.</source>
        <translation>最多可设置 200 名值班员。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}. Nobody can sign on until it can.</source>
        <translation>无法读取 {file}：{reason}。在此之前无人能够登录值班。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}. Check the disk and the permissions.</source>
        <translation>无法写入 {file}：{reason}。请检查磁盘和权限。</translation>
    </message>
    <message>
        <source>{file} is damaged or not one of facemon&apos;s, so nobody can sign on. It is left as it is.</source>
        <translation>{file} 已损坏或不是 facemon 的文件，因此无人能够登录值班。该文件保持原样。</translation>
    </message>
    <message>
        <source>{file} was written by a newer facemon, so nobody can sign on. It is left as it is.</source>
        <translation>{file} 由更新版本的 facemon 写入，因此无人能够登录值班。该文件保持原样。</translation>
    </message>
    <message>
        <source>A PIN has at least 4 characters.</source>
        <translation>PIN 码至少 4 个字符。</translation>
    </message>
    <message>
        <source>A PIN has at most 32 characters.</source>
        <translation>PIN 码最多 32 个字符。</translation>
    </message>
    <message>
        <source>A PIN has letters, digits and signs, no spaces.</source>
        <translation>PIN 码由字母、数字和符号组成，不含空格。</translation>
    </message>
    <message>
        <source>One character again and again is the first that anybody tries.</source>
        <translation>重复同一个字符的 PIN 码，别人最先就会去试。</translation>
    </message>
    <message>
        <source>Characters in a row, like 1234, are the first that anybody tries.</source>
        <translation>像 1234 这样连续的字符，别人最先就会去试。</translation>
    </message>
    <message>
        <source>The same group again and again, like 1212, is soon guessed.</source>
        <translation>像 1212 这样反复的组合很快会被猜到。</translation>
    </message>
    <message>
        <source>One&apos;s own name is soon guessed.</source>
        <translation>用自己的姓名很快会被猜到。</translation>
    </message>
    <message>
        <source>An administrator&apos;s PIN has at least 6 characters.</source>
        <translation>管理员 PIN 码至少 6 个字符。</translation>
    </message>
</context>
<context>
    <name>OperatorsPage</name>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Set the file aside and begin anew</source>
        <translation>移开该文件并重新开始</translation>
    </message>
    <message>
        <source>removed when you save</source>
        <translation>保存后删除</translation>
    </message>
    <message>
        <source>added when you save</source>
        <translation>保存后添加</translation>
    </message>
    <message>
        <source>new PIN when you save</source>
        <translation>保存后启用新 PIN 码</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Whoever signs on answers alarms under this name. Without operators, alarms are answered under the name by which this computer was signed in to. Ctrl+D in the main window changes the shift.</source>
        <translation>登录值班的人以自己的姓名处理告警。未设置值班员时，以登录本计算机的用户名处理告警。在主窗口按 Ctrl+D 交接班。</translation>
    </message>
</context>
<context>
    <name>OutcomeBar</name>
    <message>
        <source>Outcomes</source>
        <translation>核实结果</translation>
    </message>
</context>
<context>
    <name>OutputRow</name>
    <message>
        <source>Sound output</source>
        <translation>声音输出</translation>
    </message>
    <message>
        <source>Try the sound output</source>
        <translation>试听声音输出</translation>
    </message>
    <message>
        <source>It is not connected: until it is, alarms are heard on the system&apos;s default output.</source>
        <translation>该设备未连接：在重新连接之前，告警从系统默认的声音输出播放。</translation>
    </message>
    <message>
        <source>System default ({name})</source>
        <translation>系统默认（{name}）</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>系统默认</translation>
    </message>
    <message>
        <source>{name} (not connected)</source>
        <translation>{name}（未连接）</translation>
    </message>
</context>
<context>
    <name>PageTabs</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>口令短语</translation>
    </message>
    <message>
        <source>The devices&apos; passwords are encrypted</source>
        <translation>设备密码已加密</translation>
    </message>
    <message>
        <source>Enter the passphrase that was set at this desk. Until then, devices that need a password are not watched; all others are.</source>
        <translation>请输入为本值班台设置的口令短语。在此之前，需要密码的设备不会被监看，其余设备照常。</translation>
    </message>
    <message>
        <source>This is not the passphrase.</source>
        <translation>口令短语不正确。</translation>
    </message>
    <message>
        <source>Too many wrong passphrases. Try again in {seconds} s.</source>
        <translation>错误次数过多，请在 {seconds} 秒后重试。</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
</context>
<context>
    <name>PassphrasePlace</name>
    <message>
        <source>Enter the passphrase…</source>
        <translation>输入口令短语…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln device(s) wait for the passphrase.</source>
        <translation>
            <numerusform>%Ln 台设备正在等待口令短语。</numerusform>
        </translation>
    </message>
    <message>
        <source>The passphrase of the passwords has not been entered yet.</source>
        <translation>尚未输入密码文件的口令短语。</translation>
    </message>
</context>
<context>
    <name>PasswordsNote</name>
    <message>
        <source>Passwords are in an encrypted file, and its passphrase has not been entered.</source>
        <translation>密码保存在加密文件中，尚未输入其口令短语。</translation>
    </message>
    <message>
        <source>Passwords are in a file, encrypted with a passphrase.</source>
        <translation>密码保存在文件中，已用口令短语加密。</translation>
    </message>
    <message>
        <source>Passwords are in a file that is not encrypted, and that whoever may read the profile&apos;s folder can read. Set a passphrase.</source>
        <translation>密码保存在未加密的文件中，凡能读取配置文件夹者均可读取。请设置口令短语。</translation>
    </message>
    <message>
        <source>Passwords are in a file that is not encrypted; only this user account can read it. Set up a system keyring (GNOME Keyring, KWallet), or set a passphrase.</source>
        <translation>密码保存在未加密的文件中，仅本用户账户可读。请配置系统密钥环（GNOME Keyring、KWallet），或设置口令短语。</translation>
    </message>
    <message>
        <source>Enter the passphrase…</source>
        <translation>输入口令短语…</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>更改口令短语…</translation>
    </message>
    <message>
        <source>Set a passphrase…</source>
        <translation>设置口令短语…</translation>
    </message>
</context>
<context>
    <name>PeopleSearch</name>
    <message>
        <source>Name or number</source>
        <translation>姓名或编号</translation>
    </message>
    <message>
        <source>part of it is enough; pinyin is understood</source>
        <translation>输入一部分即可，支持拼音</translation>
    </message>
    <message>
        <source>These are the first {number}. Type more of the name.</source>
        <translation>仅显示前 {number} 人。请输入更多内容。</translation>
    </message>
    <message>
        <source>The history knows nobody like that.</source>
        <translation>历史记录中没有符合的人员。</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>无姓名</translation>
    </message>
    <message>
        <source>last on {date}</source>
        <translation>最近一次：{date}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln 条事件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PeriodBar</name>
    <message>
        <source>Shift report</source>
        <translation>班次报告</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Handover note…</source>
        <translation>交接班记录…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>This shift</source>
        <translation>本班</translation>
    </message>
    <message>
        <source>Last shift</source>
        <translation>上一班</translation>
    </message>
    <message>
        <source>Last 8 hours</source>
        <translation>最近 8 小时</translation>
    </message>
    <message>
        <source>Last 12 hours</source>
        <translation>最近 12 小时</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>其他时段</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>Picture</name>
    <message>
        <source>The device sent no picture.</source>
        <translation>设备未发送图片。</translation>
    </message>
    <message>
        <source>The picture is not a JPEG.</source>
        <translation>图片不是 JPEG 格式。</translation>
    </message>
    <message>
        <source>The picture has too many bytes to be shown safely.</source>
        <translation>图片文件过大，为安全起见不显示。</translation>
    </message>
    <message>
        <source>The picture has too many pixels to be shown safely.</source>
        <translation>图片像素过多，为安全起见不显示。</translation>
    </message>
    <message>
        <source>The picture has too many scans to be shown safely.</source>
        <translation>图片扫描次数过多，为安全起见不显示。</translation>
    </message>
    <message>
        <source>The picture is a kind of JPEG that cannot be shown.</source>
        <translation>不支持显示这种 JPEG 图片。</translation>
    </message>
    <message>
        <source>The picture is damaged.</source>
        <translation>图片已损坏。</translation>
    </message>
    <message>
        <source>The picture is incomplete.</source>
        <translation>图片不完整。</translation>
    </message>
    <message>
        <source>The computer has too little memory left to show the picture.</source>
        <translation>计算机剩余内存不足，无法显示图片。</translation>
    </message>
</context>
<context>
    <name>PictureSaving</name>
    <message>
        <source>Save a picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>{path} could not be saved: {reason}</source>
        <translation>无法保存 {path}：{reason}</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>已保存为 {path}</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
</context>
<context>
    <name>Pill</name>
    <message numerus="yes">
        <source>%n new event(s)</source>
        <translation>
            <numerusform>%n 条新事件</numerusform>
        </translation>
    </message>
    <message>
        <source>Return to the newest event (Home)</source>
        <translation>返回最新事件 (Home)</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>新增 %n 条</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PinEntry</name>
    <message>
        <source>PIN</source>
        <translation>PIN 码</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在核对…</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Try again in {seconds} s.</source>
        <translation>PIN 码错误次数过多，请在 {seconds} 秒后重试。</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Anna Berg</source>
        <translation>王芳</translation>
    </message>
    <message>
        <source>Maintenance, 1042</source>
        <translation>工程部，1042</translation>
    </message>
    <message>
        <source>Not enrolled, no match</source>
        <translation>未注册，无匹配</translation>
    </message>
    <message>
        <source>Blacklisted person</source>
        <translation>黑名单人员</translation>
    </message>
    <message>
        <source>Call the shift leader</source>
        <translation>请通知值班班长</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Blur staff and visitors</source>
        <translation>模糊员工和访客</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>保存为 PDF…</translation>
    </message>
    <message>
        <source>What facemon keeps of people</source>
        <translation>facemon 保存的人员数据</translation>
    </message>
    <message>
        <source>Save the settings first: a document tells what is in force.</source>
        <translation>请先保存设置：文档说明的是已生效的设置。</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>保存为 PDF</translation>
    </message>
    <message>
        <source>Saved as {file}</source>
        <translation>已保存为 {file}</translation>
    </message>
    <message>
        <source>A blurred picture is shown for a moment to whoever clicks it. Pictures may be kept for fewer days than the events, or not at all. Neither ever hides the person of an alarm that is still to be acknowledged.</source>
        <translation>被模糊的图片在点击后会短暂清晰显示。图片的保存天数可以少于事件，也可以完全不保存。两者都不会遮挡仍待确认的告警中的人员。</translation>
    </message>
    <message>
        <source>What is kept of people, how long and where</source>
        <translation>保存哪些人员数据、多久、在哪里</translation>
    </message>
</context>
<context>
    <name>PrivacyRow</name>
    <message>
        <source>{category}: blurred until clicked</source>
        <translation>{category}：点击前模糊</translation>
    </message>
    <message>
        <source>{category}: pictures are kept</source>
        <translation>{category}：图片保存方式</translation>
    </message>
    <message>
        <source>As long as events</source>
        <translation>与事件一样久</translation>
    </message>
    <message>
        <source>Fewer days</source>
        <translation>较少天数</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>不保存</translation>
    </message>
    <message>
        <source>{category}: days that pictures are kept</source>
        <translation>{category}：图片保存天数</translation>
    </message>
</context>
<context>
    <name>PrivacyRows</name>
    <message>
        <source>Pictures are kept</source>
        <translation>图片保存</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>天数</translation>
    </message>
    <message>
        <source>Blurred</source>
        <translation>模糊</translation>
    </message>
</context>
<context>
    <name>Probe</name>
    <message>
        <source>Not offered by this device.</source>
        <translation>此设备不提供。</translation>
    </message>
    <message>
        <source>This program is subscribed already.</source>
        <translation>本程序已订阅。</translation>
    </message>
    <message>
        <source>Signed in with a token.</source>
        <translation>已使用令牌登录。</translation>
    </message>
    <message>
        <source>The device has no login; the password goes with each request.</source>
        <translation>设备不提供登录接口，每次请求都会附带密码。</translation>
    </message>
    <message>
        <source>The device&apos;s clock is off. Times of its events will be, too.</source>
        <translation>设备时间不准，其事件时间也会不准。</translation>
    </message>
    <message>
        <source>skipped, since no user name is set</source>
        <translation>已跳过，因为未设置用户名</translation>
    </message>
    <message>
        <source>It ends soon: have it renewed before.</source>
        <translation>即将到期：请提前续期。</translation>
    </message>
    <message>
        <source>{step}: {outcome}</source>
        <translation>{step}：{outcome}</translation>
    </message>
</context>
<context>
    <name>Profile</name>
    <message>
        <source>{folder} is not a folder. Give another one with --profile.</source>
        <translation>{folder} 不是文件夹。请用 --profile 另行指定。</translation>
    </message>
    <message>
        <source>There is no profile folder {folder}. Give another one with --profile.</source>
        <translation>没有配置文件夹 {folder}。请用 --profile 指定另一个。</translation>
    </message>
    <message>
        <source>The profile folder {folder} cannot be made: {reason}. Give another one with --profile.</source>
        <translation>无法创建配置文件夹 {folder}：{reason}。请用 --profile 另行指定。</translation>
    </message>
    <message>
        <source>The profile folder {folder} cannot be written to: {reason}. Check its permissions and the disk.</source>
        <translation>无法写入配置文件夹 {folder}：{reason}。请检查其权限和磁盘。</translation>
    </message>
    <message>
        <source>The profile {folder} is in use by another running facemon.</source>
        <translation>配置文件夹 {folder} 正被另一个运行中的 facemon 使用。</translation>
    </message>
</context>
<context>
    <name>Query</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>无姓名</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>通行</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>still to be acknowledged</source>
        <translation>尚待确认</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>警报</translation>
    </message>
    <message>
        <source>from {begin} until {end}</source>
        <translation>{begin} 至 {end}</translation>
    </message>
    <message>
        <source>from {begin} on</source>
        <translation>自 {begin} 起</translation>
    </message>
    <message>
        <source>until {end}</source>
        <translation>截至 {end}</translation>
    </message>
    <message>
        <source>all that is kept</source>
        <translation>全部保存的记录</translation>
    </message>
    <message>
        <source>all</source>
        <comment>categories</comment>
        <translation>全部</translation>
    </message>
    <message>
        <source>all</source>
        <comment>devices</comment>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>QuickNotes</name>
    <message>
        <source>Quick note {number}</source>
        <translation>快捷备注 {number}</translation>
    </message>
</context>
<context>
    <name>RawView</name>
    <message>
        <source>Raw message</source>
        <translation>原始消息</translation>
    </message>
    <message>
        <source>… the rest is left out</source>
        <translation>……其余内容已省略</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>{name} offers nothing but its live events ({detail}). What happened in this time cannot be recovered.</source>
        <translation>{name} 只提供实时事件（{detail}），这段时间内发生的事件无法补取。</translation>
    </message>
    <message>
        <source>{name} does not give out its records ({detail}), so what happened in this time cannot be recovered. A newer version of the device&apos;s software may do so.</source>
        <translation>{name} 不提供记录查询（{detail}），这段时间内发生的事件无法补取。升级设备软件后或许可以。</translation>
    </message>
    <message>
        <source>{name} gives its records only to who signs in ({detail}). Enter user name and password in the device&apos;s settings; the events of this time are fetched then.</source>
        <translation>{name} 需要登录才提供记录（{detail}）。请在设备设置中填写用户名和密码，随后会补取这段时间的事件。</translation>
    </message>
    <message>
        <source>{name} does not accept the user name or the password ({detail}). Correct them in the device&apos;s settings; the events of this time are fetched then.</source>
        <translation>{name} 不接受用户名或密码（{detail}）。请在设备设置中更正，随后会补取这段时间的事件。</translation>
    </message>
    <message>
        <source>No password is stored for {name}. Enter it in the device&apos;s settings; the events of this time are fetched then.</source>
        <translation>未保存 {name} 的密码。请在设备设置中填写，随后会补取这段时间的事件。</translation>
    </message>
    <message>
        <source>{name} shows a certificate that is not the approved one, so it was not asked for its records. Compare it in the device&apos;s settings.</source>
        <translation>{name} 出示的证书不是已信任的证书，因此未向其查询记录。请在设备设置中核对证书。</translation>
    </message>
    <message>
        <source>{name} has not given its records ({detail}). facemon goes on asking, and fetches the events of this time as soon as it can.</source>
        <translation>{name} 尚未给出记录（{detail}）。facemon 会继续查询，并尽快补取这段时间的事件。</translation>
    </message>
    <message>
        <source>{name} was asked many times and has not given its records ({detail}). What it has not given is missing; look it up on the device.</source>
        <translation>多次查询后，{name} 仍未给出记录（{detail}）。未给出的事件已缺失，请在设备上查看。</translation>
    </message>
    <message>
        <source>{name} has no records, not even of an event that it has sent: keeping records seems to be switched off on the device, or they were deleted. What happened in this time is missing. Switch it on there.</source>
        <translation>{name} 没有任何记录，连已发送过的事件也没有：设备上的记录存储可能已关闭，或记录已被删除。这段时间内发生的事件已缺失。请在设备上开启记录存储。</translation>
    </message>
    <message>
        <source>{name} gives the same records again and again, whatever is asked for. Others of this time may be missing. A newer version of the device&apos;s software may help.</source>
        <translation>无论查询什么，{name} 都反复给出相同的记录。这段时间的其他事件可能缺失。升级设备软件或许有帮助。</translation>
    </message>
    <message>
        <source>{name} says that it has more records of this time than it gives: {detail} are missing. It may have deleted them to make room.</source>
        <translation>{name} 声称的记录数多于实际给出的记录数：缺少 {detail} 条。设备可能为腾出空间而删除了它们。</translation>
    </message>
    <message>
        <source>Some of the records of {name} cannot be read: {detail}. What they tell is missing; look it up on the device.</source>
        <translation>{name} 的部分记录无法读取：{detail} 条。其内容已缺失，请在设备上查看。</translation>
    </message>
    <message>
        <source>The clock of {name} was put forwards in this time, by {detail}: the times of the recovered events may be wrong by as much.</source>
        <translation>这段时间内 {name} 的时钟被调快了 {detail}，补取事件的时间可能有同样大的误差。</translation>
    </message>
    <message>
        <source>The clock of {name} was put back in this time, by {detail}: the times of the recovered events may be wrong by as much.</source>
        <translation>这段时间内 {name} 的时钟被调慢了 {detail}，补取事件的时间可能有同样大的误差。</translation>
    </message>
    <message>
        <source>The records of {name} hold no device alarms. If there was one in this time, only the device itself shows it.</source>
        <translation>{name} 的记录中不含设备告警。这段时间内如有设备告警，只能在设备上查看。</translation>
    </message>
    <message>
        <source>{name} was then no longer watched.</source>
        <translation>此后不再监控 {name}。</translation>
    </message>
</context>
<context>
    <name>ReplacedDialog</name>
    <message>
        <source>Was {name} replaced by another device?</source>
        <translation>{name} 是否已更换为另一台设备？</translation>
    </message>
    <message>
        <source>Its serial number was {before}. The device that answers there now has {now}.

If nobody has replaced it, somebody may want facemon to show false events: leave it refused, and tell whoever looks after the devices.</source>
        <translation>原序列号为 {before}，现在应答的设备序列号为 {now}。

如果没有人更换过设备，可能有人企图让 facemon 显示虚假事件：请保持拒绝，并通知设备管理人员。</translation>
    </message>
    <message>
        <source>It was replaced</source>
        <translation>设备已更换</translation>
    </message>
    <message>
        <source>Leave it refused</source>
        <translation>保持拒绝</translation>
    </message>
    <message>
        <source>Are the events of {name} its own?</source>
        <translation>{name} 的事件确实是它自己的吗？</translation>
    </message>
    <message>
        <source>The device still says that its serial number is {before}, but it has sent an event with {now}.

Some firmware may do that. If nobody who looks after the devices knows of it, somebody may want facemon to show false events: leave it refused, and tell them.</source>
        <translation>设备自称的序列号仍是 {before}，但它发来了一个带有 {now} 的事件。

某些固件可能如此。如果负责设备的人对此不知情，就可能有人想让 facemon 显示虚假事件：请保持拒绝，并通知他们。</translation>
    </message>
    <message>
        <source>They are its own</source>
        <translation>是它自己的</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>No picture</source>
        <translation>没有照片</translation>
    </message>
    <message>
        <source>The picture is no longer kept.</source>
        <translation>照片已不再保存。</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>First and last</source>
        <translation>首末事件</translation>
    </message>
    <message>
        <source>Times not seen</source>
        <translation>未监看的时段</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>{count} more are not listed.</source>
        <translation>另有 {count} 个未列出。</translation>
    </message>
    <message>
        <source>none that is known</source>
        <translation>未发现</translation>
    </message>
    <message>
        <source>{count}, listed at the end</source>
        <translation>{count} 个，列于文末</translation>
    </message>
    <message>
        <source>{zone}, now UTC{offset}. Times are by this computer&apos;s clock; a device&apos;s own is told where it differs.</source>
        <translation>{zone}，当前为 UTC{offset}。时间以本机时钟为准；设备时钟不同时另行注明。</translation>
    </message>
    <message>
        <source>{time} by {user} on {computer}, with facemon {version}</source>
        <translation>{time}，由 {user} 在 {computer} 上使用 facemon {version} 生成</translation>
    </message>
    <message>
        <source>This is the SHA-256 of these events as JSON lines, which name the SHA-256 of every picture. To check it, export the same events as JSON lines with pictures into a new folder, and let “sha256sum” (on Windows “Get-FileHash”) read the file. An event that was acknowledged or recovered since then changes it.</source>
        <translation>这是以上事件导出为 JSON Lines 时的 SHA-256，其中已列出每张照片的 SHA-256。核对方法：将相同的事件连同照片以 JSON Lines 导出到一个新文件夹，再用“sha256sum”（Windows 上用“Get-FileHash”）计算该文件。此后确认或补录的事件会使其改变。</translation>
    </message>
    <message>
        <source>This is the SHA-256 of these events as JSON lines. To check it, export the same events as JSON lines without pictures, and let “sha256sum” (on Windows “Get-FileHash”) read the file. An event that was acknowledged or recovered since then changes it.</source>
        <translation>这是以上事件导出为 JSON Lines 时的 SHA-256。核对方法：将相同的事件以 JSON Lines 导出（不含照片），再用“sha256sum”（Windows 上用“Get-FileHash”）计算该文件。此后确认或补录的事件会使其改变。</translation>
    </message>
    <message>
        <source>from {begin} on</source>
        <translation>自 {begin} 起</translation>
    </message>
    <message>
        <source>from {begin} until {end}</source>
        <translation>{begin} 至 {end}</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>facemon was not running</source>
        <translation>facemon 未运行</translation>
    </message>
    <message>
        <source>not watched before</source>
        <translation>此前未监看</translation>
    </message>
    <message>
        <source>events could not be kept</source>
        <translation>事件未能保存</translation>
    </message>
    <message>
        <source>not recovered yet</source>
        <translation>尚未补录</translation>
    </message>
    <message>
        <source>still goes on</source>
        <translation>仍在持续</translation>
    </message>
    <message>
        <source>device: {time}</source>
        <translation>设备时间：{time}</translation>
    </message>
    <message>
        <source>Visit {period}</source>
        <translation>来访 {period}</translation>
    </message>
    <message>
        <source>fever</source>
        <translation>发热</translation>
    </message>
    <message>
        <source>Not acknowledged yet</source>
        <translation>尚未确认</translation>
    </message>
    <message>
        <source>Acknowledged {time} by {name}</source>
        <translation>{time} 由 {name} 确认</translation>
    </message>
    <message>
        <source>connected, but events not reported</source>
        <translation>已连接，但没有上报事件</translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message>
        <source>On duty: {name}</source>
        <translation>值班员：{name}</translation>
    </message>
    <message>
        <source>as of {time}</source>
        <translation>截至 {time}</translation>
    </message>
    <message>
        <source>No alarms</source>
        <translation>没有告警</translation>
    </message>
    <message>
        <source>Nothing needed attention in this time.</source>
        <translation>这段时间没有需要处理的事件。</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>接手</translation>
    </message>
    <message>
        <source>Median to answer</source>
        <translation>确认用时中位数</translation>
    </message>
    <message>
        <source>Longest to answer</source>
        <translation>最长确认用时</translation>
    </message>
    <message>
        <source>False alarms</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>Floods</source>
        <translation>告警泛滥</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>尚未确认</translation>
    </message>
    <message>
        <source>Open at the end</source>
        <translation>结束时未确认</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>时间分布</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按类型</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>核实结果</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>Time to acknowledge</source>
        <translation>确认用时</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>Those that waited longest</source>
        <translation>等待最久的告警</translation>
    </message>
    <message>
        <source>By operator</source>
        <translation>按值班员</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>值班员</translation>
    </message>
    <message>
        <source>{name} is looking into it</source>
        <translation>{name} 正在查看</translation>
    </message>
    <message>
        <source>shelved</source>
        <translation>已搁置</translation>
    </message>
</context>
<context>
    <name>ReportPlace</name>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
</context>
<context>
    <name>ReportWindow</name>
    <message>
        <source>The report cannot be made.</source>
        <translation>无法生成报告。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Shift report – facemon</source>
        <translation>班次报告 – facemon</translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation>班次报告</translation>
    </message>
</context>
<context>
    <name>ResultsPanel</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>Row</name>
    <message>
        <source>To be acknowledged</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>{who}: {note}</source>
        <translation>{who}：{note}</translation>
    </message>
    <message>
        <source>recovered</source>
        <translation>补录</translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message>
        <source>Reset to default</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Raise an alarm</source>
        <translation>发出告警</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Repeat until acknowledged</source>
        <translation>重复直到确认</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>A note is required</source>
        <translation>必须填写备注</translation>
    </message>
    <message>
        <source>A critical alarm never acknowledges itself: somebody must have seen it.</source>
        <translation>紧急告警从不自动确认：必须有人看到。</translation>
    </message>
    <message>
        <source>{id} (not set up here)</source>
        <translation>{id}（此处未设置）</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>All devices</source>
        <translation>所有设备</translation>
    </message>
    <message>
        <source>Always critical: so it is never shelved, never lost in a flood of others, and no mute lasts longer than five minutes.</source>
        <translation>始终为紧急：因此从不搁置，不会淹没在大量告警中，静音也不超过五分钟。</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Try the sound</source>
        <translation>试听声音</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处置步骤</translation>
    </message>
    <message>
        <source>{rule}: {what}</source>
        <translation>{rule}：{what}</translation>
    </message>
    <message>
        <source>Repeats join within</source>
        <translation>合并时限</translation>
    </message>
    <message>
        <source>Acknowledges itself after</source>
        <translation>自动确认时间</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Repeats of the same person or kind at a device join within</source>
        <translation>同一设备上同一人员或同类告警的合并时限</translation>
    </message>
</context>
<context>
    <name>RuleKeys</name>
    <message>
        <source>at once</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>Not connected for</source>
        <translation>未连接时长</translation>
    </message>
    <message>
        <source>Temperature in °C from which it is fever</source>
        <translation>发热起始体温（°C）</translation>
    </message>
    <message>
        <source>Times denied</source>
        <translation>被拒次数</translation>
    </message>
    <message>
        <source>Minutes within which</source>
        <translation>分钟数</translation>
    </message>
    <message>
        <source>Speaks when not connected for</source>
        <translation>未连接持续</translation>
    </message>
    <message>
        <source>Fever begins at</source>
        <translation>发热起始体温</translation>
    </message>
    <message>
        <source>°C</source>
        <translation>°C</translation>
    </message>
    <message>
        <source>Speaks at</source>
        <translation>被拒达到</translation>
    </message>
    <message>
        <source>times within</source>
        <translation>次，时限</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
</context>
<context>
    <name>RuleList</name>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
</context>
<context>
    <name>RuleWords</name>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>sound once</source>
        <translation>响一次</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>无声</translation>
    </message>
    <message>
        <source>No alarm</source>
        <translation>不告警</translation>
    </message>
    <message>
        <source>sound repeats</source>
        <translation>重复响</translation>
    </message>
    <message>
        <source>at set times</source>
        <translation>限定时段</translation>
    </message>
    <message>
        <source>always</source>
        <translation>始终</translation>
    </message>
    <message>
        <source>Somebody whom the devices have on their blacklist is at a door.</source>
        <translation>设备黑名单中的人员出现在门口。</translation>
    </message>
    <message>
        <source>Somebody on this desk&apos;s own watch list is at a door.</source>
        <translation>本岗关注名单中的人员出现在门口。</translation>
    </message>
    <message>
        <source>A photo or a screen is held before a camera.</source>
        <translation>有人用照片或屏幕对着摄像头。</translation>
    </message>
    <message>
        <source>A device says so itself: tampered with, its door forced or held open, a password attack, fire. Fire is always critical.</source>
        <translation>由设备自身发出：被拆动、门被强行打开或长时间未关、密码攻击、火警。火警始终为紧急。</translation>
    </message>
    <message>
        <source>Events cannot be written into the history: the disk is full or fails.</source>
        <translation>事件无法写入历史记录：磁盘已满或出现故障。</translation>
    </message>
    <message>
        <source>A device is not connected, so nobody sees what happens there.</source>
        <translation>设备未连接，因此无人知道那里发生了什么。</translation>
    </message>
    <message>
        <source>Somebody&apos;s temperature was measured and is too high.</source>
        <translation>测得某人体温过高。</translation>
    </message>
    <message>
        <source>A door stays closed to the same person again and again.</source>
        <translation>同一人员反复被拒绝通行。</translation>
    </message>
    <message>
        <source>A visitor is at a door before or after the time of the visit.</source>
        <translation>访客在来访时间之前或之后出现在门口。</translation>
    </message>
    <message>
        <source>Somebody without a mask, where the device looks for one.</source>
        <translation>在设备检查口罩之处，有人未戴口罩。</translation>
    </message>
    <message>
        <source>Somebody whom the devices do not know is at a door.</source>
        <translation>设备不认识的人出现在门口。</translation>
    </message>
    <message>
        <source>An event of which the device does not say who or what it was.</source>
        <translation>设备未说明是谁或是什么的事件。</translation>
    </message>
    <message>
        <source>A visitor is at a door, whether it opens or not.</source>
        <translation>访客出现在门口，无论门是否打开。</translation>
    </message>
    <message>
        <source>One of the staff is at a door, whether it opens or not.</source>
        <translation>员工出现在门口，无论门是否打开。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Report (PDF)</source>
        <translation>报告（PDF）</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>表格（CSV）</translation>
    </message>
    <message>
        <source>With pictures of the people</source>
        <translation>附上人员照片</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation>班次报告</translation>
    </message>
    <message>
        <source>Place (optional)</source>
        <translation>地点（可选）</translation>
    </message>
    <message>
        <source>Site, building, who can be asked</source>
        <translation>场所、楼宇、联系人</translation>
    </message>
    <message>
        <source>Shift report</source>
        <comment>a file&apos;s name</comment>
        <translation>班次报告</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message numerus="yes">
        <source>%Ln alarm(s) saved in “{file}”.</source>
        <translation>
            <numerusform>已将 %Ln 条告警保存到“{file}”。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped: nothing was saved.</source>
        <translation>已停止：未保存任何内容。</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Search name, number, group, device…</source>
        <translation>搜索姓名、号码、组、设备…</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
</context>
<context>
    <name>SecretDialog</name>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
</context>
<context>
    <name>SelfTestBanner</name>
    <message>
        <source>A test sound has just been played. Did you hear it?</source>
        <translation>刚刚播放了测试音，您听到了吗？</translation>
    </message>
    <message>
        <source>Yes, I heard it</source>
        <translation>听到了</translation>
    </message>
    <message>
        <source>No</source>
        <translation>没听到</translation>
    </message>
    <message>
        <source>Play it again</source>
        <translation>再播放一次</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Alarms may not be heard here. Is the loudspeaker on and connected, and not turned down itself? The volume of facemon is {percent} %; the system&apos;s own may be lower, or lead to another output.</source>
        <translation>此处可能听不到告警。请检查音箱是否已打开、已连接且未被调低。facemon 的音量为 {percent} %；系统音量可能更低，或输出到了其他设备。</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Simulated device</source>
        <translation>模拟设备</translation>
    </message>
    <message>
        <source>The simulated device could not be started: {reason}</source>
        <translation>无法启动模拟设备：{reason}</translation>
    </message>
    <message>
        <source>The operators could not be changed: {reason}</source>
        <translation>无法更改值班员：{reason}</translation>
    </message>
    <message>
        <source>The administrator&apos;s PIN could not be changed: {reason}</source>
        <translation>无法更改管理员 PIN 码：{reason}</translation>
    </message>
</context>
<context>
    <name>SetPassphraseDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>口令短语</translation>
    </message>
    <message>
        <source>The passwords&apos; file is encrypted with it, and facemon asks for it at each start: devices that need a password wait until it is entered. Whoever forgets it has to enter all passwords anew.</source>
        <translation>密码文件将用它加密，facemon 每次启动时都会要求输入：在输入之前，需要密码的设备会一直等待。忘记后须重新输入所有密码。</translation>
    </message>
    <message>
        <source>Passphrase so far</source>
        <translation>当前口令短语</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令短语</translation>
    </message>
    <message>
        <source>several words that do not belong together</source>
        <translation>几个互不相关的词</translation>
    </message>
    <message>
        <source>The new passphrase once more</source>
        <translation>再次输入新口令短语</translation>
    </message>
    <message>
        <source>Encrypt no more</source>
        <translation>不再加密</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>These are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>Too many wrong passphrases. Try again in {seconds} s.</source>
        <translation>错误次数过多，请在 {seconds} 秒后重试。</translation>
    </message>
    <message>
        <source>This is not the passphrase.</source>
        <translation>口令短语不正确。</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>{field} must be true or false, without quotes.</source>
        <translation>{field} 必须是 true 或 false，不加引号。</translation>
    </message>
    <message>
        <source>{field} must be a whole number of seconds from 0 to 86400.</source>
        <translation>{field} 必须是 0 到 86400 之间的整数（秒）。</translation>
    </message>
    <message>
        <source>{field} must be a short text of letters a to z, digits, dots and hyphens, like “north-gate”.</source>
        <translation>{field} 必须是由字母 a 到 z、数字、点和连字符组成的短文本，例如“north-gate”。</translation>
    </message>
    <message>
        <source>{field} must be a text of 1 to 100 characters on one line.</source>
        <translation>{field} 必须是 1 到 100 个字符的单行文本。</translation>
    </message>
    <message>
        <source>{field} must be a host name or an IP address alone; the port is a key of its own.</source>
        <translation>{field} 只能是主机名或 IP 地址，端口请用单独的键填写。</translation>
    </message>
    <message>
        <source>{field} must be a whole number from 1 to 65535.</source>
        <translation>{field} 必须是 1 到 65535 的整数。</translation>
    </message>
    <message>
        <source>{field} must be a text of at most 128 characters; empty for no sign-in.</source>
        <translation>{field} 必须是最多 128 个字符的文本；无需登录时留空。</translation>
    </message>
    <message>
        <source>{field} must be “sha256:” with 64 hexadecimal digits behind it, or “ca”; leave it out to be asked once.</source>
        <translation>{field} 必须是“sha256:”加 64 位十六进制数，或“ca”；省略则会询问一次。</translation>
    </message>
    <message>
        <source>{field} must be a text: the name of a sound, a path, or &quot;&quot; for none.</source>
        <translation>{field} 必须是文本：声音名称或文件路径，无声则为 &quot;&quot;。</translation>
    </message>
    <message>
        <source>{field} must be “low”, “medium”, “high” or “critical”.</source>
        <translation>{field} 必须是“low”、“medium”、“high”或“critical”。</translation>
    </message>
    <message>
        <source>{field} must be a list of devices&apos; ids in brackets, empty for all.</source>
        <translation>{field} 必须是方括号中的设备 id 列表；留空表示所有设备。</translation>
    </message>
    <message>
        <source>{field} must be a list of times like “mon-fri 22:00-06:00” or “sat,sun”, empty for always.</source>
        <translation>{field} 必须是时间列表，例如“mon-fri 22:00-06:00”或“sat,sun”；留空表示始终有效。</translation>
    </message>
    <message>
        <source>{field} must be a text of at most 2000 characters.</source>
        <translation>{field} 必须是不超过 2000 个字符的文本。</translation>
    </message>
    <message>
        <source>{field} must be a number from 30 to 45 (°C).</source>
        <translation>{field} 必须是 30 到 45 之间的数（°C）。</translation>
    </message>
    <message>
        <source>{field} must be a whole number from 2 to 100.</source>
        <translation>{field} 必须是 2 到 100 之间的整数。</translation>
    </message>
    <message>
        <source>{field} must be a whole number from 1 to 1440 (minutes).</source>
        <translation>{field} 必须是 1 到 1440 之间的整数（分钟）。</translation>
    </message>
    <message>
        <source>{field} must be a list of at most nine texts of at most 100 characters.</source>
        <translation>{field} 必须是最多九条文本的列表，每条不超过 100 个字符。</translation>
    </message>
    <message>
        <source>{field} must be a whole number from 1 to 60 (minutes).</source>
        <translation>{field} 必须是 1 到 60 之间的整数（分钟）。</translation>
    </message>
    <message>
        <source>{field} must be a list in brackets: a program and its arguments.</source>
        <translation>{field} 必须是方括号中的列表：程序及其参数。</translation>
    </message>
    <message>
        <source>{field} must be an address that begins with https://, without a password.</source>
        <translation>{field} 必须是以 https:// 开头且不含密码的地址。</translation>
    </message>
    <message>
        <source>{field} must be the name of a header: letters, digits and hyphens.</source>
        <translation>{field} 必须是请求头名称：字母、数字和连字符。</translation>
    </message>
    <message>
        <source>{field} must be a whole number from 0 to 24 (hours).</source>
        <translation>{field} 必须是 0 到 24 之间的整数（小时）。</translation>
    </message>
    <message>
        <source>{field} must be a whole number from 1 to 36500.</source>
        <translation>{field} 必须是 1 到 36500 的整数。</translation>
    </message>
    <message>
        <source>{field} must be a whole number from 1 to 100000.</source>
        <translation>{field} 必须是 1 到 100000 的整数。</translation>
    </message>
    <message>
        <source>{field} must be the whole path of a folder, or &quot;&quot; for no backup.</source>
        <translation>{field} 必须是一个文件夹的完整路径，或用 &quot;&quot; 表示不备份。</translation>
    </message>
    <message>
        <source>{field} must be a whole number from 0 (never kept) to 36500; left out, pictures stay as long as facts.</source>
        <translation>{field} 必须是 0（从不保存）到 36500 之间的整数；不写时，图片与记录保存一样久。</translation>
    </message>
    <message>
        <source>{field} must be “auto”, “en” or “zh_CN”.</source>
        <translation>{field} 必须是“auto”、“en”或“zh_CN”。</translation>
    </message>
    <message>
        <source>{field} must be “dark”, “light” or “system”.</source>
        <translation>{field} 必须是“dark”、“light”或“system”。</translation>
    </message>
    <message>
        <source>{field} must be a whole number from 80 to 200 (per cent).</source>
        <translation>{field} 必须是 80 到 200 的整数（百分比）。</translation>
    </message>
    <message>
        <source>{field} must be a whole number from 0 to 100 (per cent).</source>
        <translation>{field} 必须是 0 到 100 的整数（百分比）。</translation>
    </message>
    <message>
        <source>{field} must be “auto”, “on” or “off”.</source>
        <translation>{field} 必须是“auto”、“on”或“off”。</translation>
    </message>
    <message>
        <source>{field} must be a text, as the settings window writes it; &quot;&quot; for the system&apos;s.</source>
        <translation>{field} 必须是设置窗口写入的文本；&quot;&quot; 表示系统默认输出。</translation>
    </message>
    <message>
        <source>{field} must be a text of at most 500 characters on one line.</source>
        <translation>{field} 必须是不超过 500 个字符的单行文本。</translation>
    </message>
    <message>
        <source>“{key}” is not known here. Known are: {known}.</source>
        <translation>此处不支持“{key}”。支持的有：{known}。</translation>
    </message>
    <message>
        <source>“{key}” is not known here. Is “{likely}” meant?</source>
        <translation>此处不支持“{key}”。是否应为“{likely}”？</translation>
    </message>
    <message>
        <source>a password does not belong in this file. Remove the line and enter it in the settings window.</source>
        <translation>密码不应写在此文件中。请删除该行，并在设置窗口中填写密码。</translation>
    </message>
    <message>
        <source>{field} is missing in this device&apos;s section.</source>
        <translation>此设备的配置段缺少 {field}。</translation>
    </message>
    <message>
        <source>a device begins with a line [[device]], in double brackets.</source>
        <translation>每台设备以一行 [[device]]（双方括号）开始。</translation>
    </message>
    <message>
        <source>{field} must be a section: a line [{field}] with its keys below.</source>
        <translation>{field} 必须是配置段：先写一行 [{field}]，其下为各键。</translation>
    </message>
    <message>
        <source>the id “{value}” belongs to another device already. Each needs its own.</source>
        <translation>id“{value}”已被另一台设备使用。每台设备的 id 不能相同。</translation>
    </message>
    <message>
        <source>{host}:{port} is the address of the device “{other}” already. Remove one of the two, or leave only one enabled.</source>
        <translation>{host}:{port} 已是设备“{other}”的地址。请移除其中一个，或只启用一个。</translation>
    </message>
    <message>
        <source>the file cannot be read: {reason}.</source>
        <translation>无法读取文件：{reason}。</translation>
    </message>
    <message>
        <source>the file cannot be written: {reason}. Check the disk and the folder&apos;s permissions.</source>
        <translation>无法写入文件：{reason}。请检查磁盘和文件夹权限。</translation>
    </message>
    <message>
        <source>the file is larger than 4 MB, so it is not one of facemon&apos;s.</source>
        <translation>文件超过 4 MB，不是 facemon 的设置文件。</translation>
    </message>
    <message>
        <source>the text is not UTF-8. Save the file as UTF-8 in your editor.</source>
        <translation>文本不是 UTF-8 编码。请在编辑器中将文件另存为 UTF-8。</translation>
    </message>
    <message>
        <source>this key or section is there already. Keep only one of the two.</source>
        <translation>此键或配置段重复。请只保留一个。</translation>
    </message>
    <message>
        <source>the value is not understood. A text needs quotes, like name = &quot;North gate&quot;; a yes or no is true or false.</source>
        <translation>无法识别该值。文本需加引号，例如 name = &quot;北门&quot;；是或否请写 true 或 false。</translation>
    </message>
    <message>
        <source>a backslash in double quotes is written twice; or put the text in single quotes, like &apos;C:\sounds\door.wav&apos;.</source>
        <translation>双引号中的反斜杠须写两次；也可改用单引号，例如 &apos;C:\sounds\door.wav&apos;。</translation>
    </message>
    <message>
        <source>the quotes of a text are not closed on its line.</source>
        <translation>文本的引号未在本行内闭合。</translation>
    </message>
    <message>
        <source>this number has too many digits.</source>
        <translation>数字位数过多。</translation>
    </message>
    <message>
        <source>the brackets are nested too deeply.</source>
        <translation>括号嵌套过深。</translation>
    </message>
    <message>
        <source>this is not valid TOML ({reason}).</source>
        <translation>不是有效的 TOML（{reason}）。</translation>
    </message>
    <message>
        <source>{file}, line {line}: {sentence}</source>
        <translation>{file} 第 {line} 行：{sentence}</translation>
    </message>
    <message>
        <source>{file}: {sentence}</source>
        <translation>{file}：{sentence}</translation>
    </message>
    <message>
        <source>{field} must be a text of at most 100 characters; empty if it is not known.</source>
        <translation>{field} 必须是不超过 100 个字符的文本；未知时留空。</translation>
    </message>
    <message>
        <source>{field} must be a text of at most 60 characters on one line; empty for none.</source>
        <translation>{field} 必须是最多 60 个字符的单行文本；留空表示不分组。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>The new device is not complete yet.</source>
        <translation>新设备尚未填写完整。</translation>
    </message>
    <message>
        <source>Only the devices you changed reconnect.</source>
        <translation>更改只影响相关设备，其他设备不会断开。</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>值班员</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
</context>
<context>
    <name>SettingsLock</name>
    <message>
        <source>Go on where the administrator has left off</source>
        <translation>继续管理员未完成的操作</translation>
    </message>
</context>
<context>
    <name>SettingsPlace</name>
    <message>
        <source>Change the settings</source>
        <translation>更改设置</translation>
    </message>
    <message>
        <source>Whether facemon starts at login could not be changed: {reason}</source>
        <translation>无法更改登录时是否启动 facemon：{reason}</translation>
    </message>
</context>
<context>
    <name>ShelveDialog</name>
    <message>
        <source>Shelve</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>{kind} at {device} does not ring while it is shelved. What comes meanwhile is kept and counted, and needs attention again afterwards.</source>
        <translation>搁置期间，{device} 的“{kind}”不再响铃。其间发生的仍会保存并计数，之后还要处理。</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>Why? For example: workers at the door until noon</source>
        <translation>原因？例如：中午前门口有工人施工</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Shift</name>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>紧急</translation>
    </message>
    <message>
        <source>Real</source>
        <translation>属实</translation>
    </message>
    <message>
        <source>False</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>未注明</translation>
    </message>
    <message>
        <source>Nobody signed on</source>
        <translation>无人登录</translation>
    </message>
    <message>
        <source>Not acknowledged yet</source>
        <translation>尚未确认</translation>
    </message>
    <message>
        <source>Acknowledged itself by its rule</source>
        <translation>按规则自动确认</translation>
    </message>
    <message>
        <source>{name} after {time}</source>
        <translation>{name}，用时 {time}</translation>
    </message>
    <message>
        <source>{begin} – {end}, {time}</source>
        <translation>{begin} – {end}，{time}</translation>
    </message>
    <message>
        <source>ended before its time</source>
        <translation>提前结束</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name}：{reason}</translation>
    </message>
    <message>
        <source>{begin} – {end}</source>
        <translation>{begin} – {end}</translation>
    </message>
    <message>
        <source>Flood</source>
        <translation>告警泛滥</translation>
    </message>
    <message>
        <source>at most {count}</source>
        <translation>最高 {count}</translation>
    </message>
    <message>
        <source>Not all was seen</source>
        <translation>未全程监看</translation>
    </message>
</context>
<context>
    <name>ShiftCounts</name>
    <message numerus="yes">
        <source>%Ln alarm(s)</source>
        <translation>
            <numerusform>%Ln 条告警</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>另有 %Ln 条</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s)</source>
        <translation>
            <numerusform>%Ln 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alarm(s) taken over from before</source>
        <translation>
            <numerusform>从上一班接手 %Ln 条告警</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alarm(s) acknowledged themselves by their rule</source>
        <translation>
            <numerusform>%Ln 条告警按规则自动确认</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only the first %Ln alarm(s) are in this report: choose a shorter time.</source>
        <translation>
            <numerusform>本报告只包含前 %Ln 条告警：请缩短时段。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alarm(s) waited until the sound grew louder</source>
        <translation>
            <numerusform>%Ln 条告警久未确认，声音已加大</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln alarm(s) waited until the supervisor was to be told</source>
        <translation>
            <numerusform>%Ln 条告警久未确认，已上报主管</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShiftDialog</name>
    <message>
        <source>Change of shift</source>
        <translation>交接班</translation>
    </message>
    <message>
        <source>Who takes over</source>
        <translation>接班人</translation>
    </message>
    <message>
        <source>Handover note…</source>
        <translation>交接班记录…</translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation>下班</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Sign on</source>
        <translation>接班</translation>
    </message>
    <message>
        <source>This is not the PIN of this operator.</source>
        <translation>这不是该值班员的 PIN 码。</translation>
    </message>
    <message>
        <source>On duty: {name}</source>
        <translation>当班：{name}</translation>
    </message>
    <message>
        <source>Nobody has signed on</source>
        <translation>无人当班</translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s) to be answered. They stay as they are.</source>
        <translation>
            <numerusform>有 %n 条告警待处理，将保持不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN 码</translation>
    </message>
</context>
<context>
    <name>ShiftPaper</name>
    <message>
        <source>All alarms</source>
        <translation>全部告警</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>On duty</source>
        <translation>值班员</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>median {median}, longest {longest}</source>
        <translation>中位数 {median}，最长 {longest}</translation>
    </message>
    <message>
        <source>Time to acknowledge</source>
        <translation>确认用时</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>核实结果</translation>
    </message>
    <message>
        <source>Still open</source>
        <translation>尚未确认</translation>
    </message>
    <message>
        <source>Open at the end</source>
        <translation>结束时未确认</translation>
    </message>
    <message>
        <source>This is the SHA-256 of these alarms as a table (CSV).</source>
        <translation>这是将这些告警存为表格（CSV）后的 SHA-256。</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>时间分布</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按类型</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最长</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>By operator</source>
        <translation>按值班员</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>值班员</translation>
    </message>
    <message>
        <source>Handover notes</source>
        <translation>交接班记录</translation>
    </message>
    <message>
        <source>Not acknowledged at the end</source>
        <translation>结束时未确认的告警</translation>
    </message>
    <message>
        <source>Floods</source>
        <translation>告警泛滥</translation>
    </message>
    <message>
        <source>Shelved</source>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>{count}, listed below: this report may not have everything</source>
        <translation>{count} 段，见下文：本报告可能不完整</translation>
    </message>
</context>
<context>
    <name>Silence</name>
    <message>
        <source>Call the technician.</source>
        <translation>请通知技术人员。</translation>
    </message>
    <message>
        <source>its firmware offers no records</source>
        <translation>设备固件不提供记录查询</translation>
    </message>
    <message>
        <source>it keeps no records; switch their storage on at the device</source>
        <translation>设备不保存记录，请在设备上开启记录存储</translation>
    </message>
    <message>
        <source>it gives its records only to a user who is signed in</source>
        <translation>设备只向已登录的用户提供记录</translation>
    </message>
    <message>
        <source>it does not answer when its records are asked for</source>
        <translation>查询记录时设备没有应答</translation>
    </message>
    <message>
        <source>While it is silent, facemon cannot check that nothing happened: {why}.</source>
        <translation>设备没有事件时，facemon 无法核实是否确实无事发生：{why}。</translation>
    </message>
</context>
<context>
    <name>SlimCounter</name>
    <message>
        <source>Nothing needs attention</source>
        <translation>没有待处理的告警</translation>
    </message>
</context>
<context>
    <name>Snapshot</name>
    <message>
        <source>Blurred. Return shows it for a moment.</source>
        <translation>已模糊。按回车键可短暂查看。</translation>
    </message>
</context>
<context>
    <name>SomeOf</name>
    <message numerus="yes">
        <source>{first} and %n more</source>
        <translation>
            <numerusform>{first} 等，另有 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SoundButton</name>
    <message>
        <source>NO SOUND</source>
        <translation>无声音</translation>
    </message>
    <message>
        <source>Muted {time}</source>
        <translation>静音 {time}</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>声音已开</translation>
    </message>
    <message>
        <source>Alarms can be heard</source>
        <translation>可以听到告警声</translation>
    </message>
    <message numerus="yes">
        <source>Mute for %n minute(s)</source>
        <translation>
            <numerusform>静音 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Alarms are silent, critical ones for five minutes at most. The sound comes back by itself in {time}.</source>
        <translation>告警已静音，紧急告警最多静音五分钟。{time} 后自动恢复声音。</translation>
    </message>
</context>
<context>
    <name>SoundChoice</name>
    <message>
        <source>Siren</source>
        <translation>警笛</translation>
    </message>
    <message>
        <source>Alternating</source>
        <translation>高低音</translation>
    </message>
    <message>
        <source>Buzzer</source>
        <translation>蜂鸣</translation>
    </message>
    <message>
        <source>Two tones</source>
        <translation>双音</translation>
    </message>
    <message>
        <source>Chime</source>
        <translation>叮咚</translation>
    </message>
    <message>
        <source>Tick</source>
        <translation>滴答</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>询问音</translation>
    </message>
    <message>
        <source>Falling</source>
        <translation>下行音</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试音</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>“{file}” cannot be used: {reason}</source>
        <translation>无法使用“{file}”：{reason}</translation>
    </message>
    <message>
        <source>Choose a sound</source>
        <translation>选择声音</translation>
    </message>
    <message>
        <source>WAV files (*.wav)</source>
        <translation>WAV 文件 (*.wav)</translation>
    </message>
</context>
<context>
    <name>SoundStep</name>
    <message>
        <source>Hear the alarm</source>
        <translation>试听告警声</translation>
    </message>
    <message>
        <source>Choose where alarms are heard, and set the volume so that they are heard from everywhere at the desk. The system&apos;s default output is followed when it is changed there.</source>
        <translation>请选择告警从哪个设备播放，并调节音量，确保在值班台任何位置都能听到。若选系统默认输出，系统更改后会自动跟随。</translation>
    </message>
</context>
<context>
    <name>SpanBox</name>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>{name}: unit</source>
        <translation>{name}：单位</translation>
    </message>
</context>
<context>
    <name>SpanEdit</name>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
</context>
<context>
    <name>Speaker</name>
    <message>
        <source>The sound “{file}” was replaced by another: {reason}</source>
        <translation>声音“{file}”已改用其他声音：{reason}</translation>
    </message>
    <message>
        <source>there is no such file.</source>
        <translation>文件不存在。</translation>
    </message>
    <message>
        <source>it cannot be read.</source>
        <translation>文件无法读取。</translation>
    </message>
    <message>
        <source>it is larger than 10 MB.</source>
        <translation>文件超过 10 MB。</translation>
    </message>
    <message>
        <source>it is not a WAV file.</source>
        <translation>不是 WAV 文件。</translation>
    </message>
    <message>
        <source>it is compressed or otherwise unusual; PCM or floats are needed.</source>
        <translation>文件经过压缩或格式特殊，须为 PCM 或浮点格式。</translation>
    </message>
    <message>
        <source>it is longer than 30 seconds.</source>
        <translation>时长超过 30 秒。</translation>
    </message>
    <message>
        <source>there is no sound in it.</source>
        <translation>文件中没有声音。</translation>
    </message>
    <message>
        <source>it is too faint to be heard.</source>
        <translation>声音太小，听不见。</translation>
    </message>
    <message>
        <source>reading it takes too long.</source>
        <translation>读取时间过长。</translation>
    </message>
    <message>
        <source>There is no sound output. Connect a loudspeaker or a headset.</source>
        <translation>没有声音输出设备。请连接音箱或耳机。</translation>
    </message>
    <message>
        <source>The sound output “{name}” cannot be opened.</source>
        <translation>无法打开声音输出“{name}”。</translation>
    </message>
    <message>
        <source>The sound output “{name}” does not take any sound.</source>
        <translation>声音输出“{name}”无法播放。</translation>
    </message>
    <message>
        <source>The sound system does not answer.</source>
        <translation>声音系统无响应。</translation>
    </message>
    <message>
        <source>The sound system has failed.</source>
        <translation>声音系统出错。</translation>
    </message>
    <message>
        <source>The sound player cannot be started: {reason}</source>
        <translation>无法启动声音播放程序：{reason}</translation>
    </message>
    <message>
        <source>The sound output “{chosen}” cannot be used: alarms are heard on “{output}” instead.</source>
        <translation>声音输出“{chosen}”无法使用：告警改从“{output}”播放。</translation>
    </message>
    <message>
        <source>The sound output “{chosen}” is not there: alarms are heard on “{output}” instead.</source>
        <translation>声音输出“{chosen}”未连接：告警改从“{output}”播放。</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>{name}: clock {error}</source>
        <translation>{name}：时钟{error}</translation>
    </message>
    <message>
        <source>Compare certificate…</source>
        <translation>核对证书…</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) not shown: they arrived too fast to be shown</source>
        <translation>
            <numerusform>有 %n 条事件未显示：到达过快，来不及显示</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) are not kept</source>
        <translation>
            <numerusform>%n 个事件未保存</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartingPage</name>
    <message>
        <source>facemon is starting: no device is being watched yet</source>
        <translation>facemon 正在启动：尚未监控任何设备</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message numerus="yes">
        <source>Today %Ln event(s)</source>
        <translation>
            <numerusform>今日事件 %Ln 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Counted since {time}, when the program was started</source>
        <translation>自 {time} 程序启动时起计数</translation>
    </message>
    <message numerus="yes">
        <source>Stored: %Ln event(s)</source>
        <translation>
            <numerusform>已保存：%Ln 个事件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s) kept</source>
        <translation>
            <numerusform>保留 %Ln 天</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoodStillBanner</name>
    <message>
        <source>facemon&apos;s window stood still for {duration}, until {time}. What happened meanwhile was kept, and is shown now.</source>
        <translation>facemon 窗口停止响应了 {duration}，于 {time} 恢复。期间的事件已保存，现已显示。</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>查看日志</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>Searching…</source>
        <translation>正在查找…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln 个事件</numerusform>
        </translation>
    </message>
    <message>
        <source>found in {duration}</source>
        <translation>用时 {duration}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new – refresh</source>
        <translation>
            <numerusform>%Ln 个新事件 – 刷新</numerusform>
        </translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} 毫秒</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} 秒</translation>
    </message>
</context>
<context>
    <name>Supervisor</name>
    <message>
        <source>it could not be started</source>
        <translation>无法启动</translation>
    </message>
    <message>
        <source>it took too long and was ended</source>
        <translation>运行时间过长，已被终止</translation>
    </message>
    <message>
        <source>it says that it failed</source>
        <translation>程序报告失败</translation>
    </message>
    <message>
        <source>Reached by the command</source>
        <translation>已通过命令通知主管</translation>
    </message>
    <message>
        <source>Reached by the webhook</source>
        <translation>已通过 Webhook 通知主管</translation>
    </message>
    <message>
        <source>Not reached by the command</source>
        <translation>未能通过命令通知主管</translation>
    </message>
    <message>
        <source>Not reached by the webhook</source>
        <translation>未能通过 Webhook 通知主管</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>未能通知主管</translation>
    </message>
    <message>
        <source>neither a command nor a webhook is set</source>
        <translation>未设置命令，也未设置 Webhook</translation>
    </message>
    <message>
        <source>too many alarms are waiting for it</source>
        <translation>等待通知的告警过多</translation>
    </message>
    <message>
        <source>the alarm was answered first</source>
        <translation>告警已先被确认</translation>
    </message>
    <message>
        <source>facemon was closed first</source>
        <translation>facemon 已先关闭</translation>
    </message>
    <message>
        <source>a fault in facemon itself, see the log</source>
        <translation>facemon 自身出错，详见日志</translation>
    </message>
    <message>
        <source>the address cannot be used</source>
        <translation>地址无法使用</translation>
    </message>
    <message>
        <source>the value of its header is not stored</source>
        <translation>未保存请求头的值</translation>
    </message>
    <message>
        <source>the value of its header has characters that no header can have</source>
        <translation>请求头的值含有请求头不允许的字符</translation>
    </message>
    <message>
        <source>it leads to another address, which is not followed</source>
        <translation>对方要求重定向到其他地址，未跟随</translation>
    </message>
    <message>
        <source>it refuses the message</source>
        <translation>对方拒绝接收该消息</translation>
    </message>
    <message>
        <source>it answers with an error</source>
        <translation>对方返回错误</translation>
    </message>
    <message>
        <source>what answers there is no webhook</source>
        <translation>该地址的应答不是 Webhook</translation>
    </message>
    <message>
        <source>the system keyring does not answer</source>
        <translation>系统密钥环没有响应</translation>
    </message>
    <message>
        <source>its host name is not known</source>
        <translation>主机名无法解析</translation>
    </message>
    <message>
        <source>it refuses connections</source>
        <translation>对方拒绝连接</translation>
    </message>
    <message>
        <source>it cannot be reached over this network</source>
        <translation>通过当前网络无法到达</translation>
    </message>
    <message>
        <source>it did not answer in time</source>
        <translation>对方未及时应答</translation>
    </message>
    <message>
        <source>it does not speak TLS 1.2 or newer</source>
        <translation>对方不支持 TLS 1.2 或更高版本</translation>
    </message>
    <message>
        <source>its certificate is not valid</source>
        <translation>对方证书无效</translation>
    </message>
    <message>
        <source>the connection broke off</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>{what}: {why}</source>
        <translation>{what}：{why}</translation>
    </message>
    <message>
        <source>{sentence} ({detail})</source>
        <translation>{sentence}（{detail}）</translation>
    </message>
    <message>
        <source>the value of its header waits for the passphrase</source>
        <translation>其请求头的值正在等待口令短语</translation>
    </message>
</context>
<context>
    <name>SupervisorForm</name>
    <message>
        <source>Send a test</source>
        <translation>发送测试</translation>
    </message>
    <message>
        <source>The command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>The webhook&apos;s address</source>
        <translation>Webhook 地址</translation>
    </message>
    <message>
        <source>The header&apos;s name</source>
        <translation>请求头名称</translation>
    </message>
    <message>
        <source>A header&apos;s value has only unaccented letters, digits and signs.</source>
        <translation>请求头的值只能包含英文字母、数字和符号。</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>The test failed: {reason}</source>
        <translation>测试失败：{reason}</translation>
    </message>
    <message>
        <source>one a line: the program with its whole path, then each argument</source>
        <translation>每行一项：先是程序的完整路径，然后是各个参数</translation>
    </message>
    <message>
        <source>will be forgotten</source>
        <translation>将被删除</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>未更改</translation>
    </message>
    <message>
        <source>Keep the stored value</source>
        <translation>保留已存储的值</translation>
    </message>
    <message>
        <source>Forget the stored value</source>
        <translation>删除已存储的值</translation>
    </message>
    <message>
        <source>No value is stored for this header yet.</source>
        <translation>尚未存储此请求头的值。</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>an https address that gets a message as JSON</source>
        <translation>接收 JSON 消息的 https 地址</translation>
    </message>
    <message>
        <source>Name of a secret header</source>
        <translation>密钥请求头的名称</translation>
    </message>
    <message>
        <source>empty: none is sent</source>
        <translation>留空则不发送</translation>
    </message>
    <message>
        <source>Value of that header</source>
        <translation>该请求头的值</translation>
    </message>
</context>
<context>
    <name>TableHead</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>通行</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>处理</translation>
    </message>
</context>
<context>
    <name>TargetField</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
</context>
<context>
    <name>TimeBars</name>
    <message>
        <source>Alarms over time</source>
        <translation>告警时间分布</translation>
    </message>
</context>
<context>
    <name>TimeLine</name>
    <message>
        <source>Events over time</source>
        <translation>事件时间分布</translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s)</source>
        <translation>
            <numerusform>%Ln 个事件</numerusform>
        </translation>
    </message>
    <message>
        <source>Arrow keys select a part, with Shift they change its length</source>
        <translation>方向键选择一段时间，按住 Shift 改变长度</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>About facemon</source>
        <translation>关于 facemon</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Watch list</source>
        <translation>关注名单</translation>
    </message>
    <message>
        <source>Shift report</source>
        <translation>班次报告</translation>
    </message>
    <message>
        <source>Handover note…</source>
        <translation>交接班记录…</translation>
    </message>
    <message>
        <source>Alarms in their own window</source>
        <translation>告警使用独立窗口</translation>
    </message>
    <message>
        <source>Make a support bundle…</source>
        <translation>生成支持包…</translation>
    </message>
    <message>
        <source>User&apos;s guide</source>
        <translation>用户手册</translation>
    </message>
    <message>
        <source>Set up in three steps…</source>
        <translation>分三步设置…</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Show facemon</source>
        <translation>显示 facemon</translation>
    </message>
    <message>
        <source>Sound on again</source>
        <translation>取消静音</translation>
    </message>
    <message>
        <source>Mute for five minutes</source>
        <translation>静音五分钟</translation>
    </message>
    <message>
        <source>Quit facemon</source>
        <translation>退出 facemon</translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n 条告警</numerusform>
        </translation>
    </message>
    <message>
        <source>no alarm</source>
        <translation>没有告警</translation>
    </message>
    <message>
        <source>{alarms}, the most pressing: {priority}</source>
        <translation>{alarms}，最高级别：{priority}</translation>
    </message>
</context>
<context>
    <name>Trial</name>
    <message>
        <source>An alarm is sounding. Try again when it is over.</source>
        <translation>正在播放告警声，请在结束后再试听。</translation>
    </message>
</context>
<context>
    <name>TrustBanner</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 台</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At %n device(s), somebody else may be answering: {names}.</source>
        <translation>
            <numerusform>%n 台设备处可能有人冒充应答：{names}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>处理…</translation>
    </message>
    <message>
        <source>{reason} Nothing has been seen from it since {time}.</source>
        <translation>{reason}自 {time} 起没有收到它的任何事件。</translation>
    </message>
    <message>
        <source>{name} shows another certificate than the approved one. Nothing is sent to it.</source>
        <translation>{name}出示的证书与已信任的不同，不向它发送任何内容。</translation>
    </message>
    <message>
        <source>{name}: another device answers there, with serial number {serial}. None of its events is shown.</source>
        <translation>{name}：另一台设备在此应答，序列号 {serial}。不显示它的任何事件。</translation>
    </message>
    <message>
        <source>{name} sends events of another device, with serial number {serial}. None of them is shown.</source>
        <translation>{name}发来另一台设备的事件，序列号 {serial}。这些事件均不显示。</translation>
    </message>
</context>
<context>
    <name>TrustPlace</name>
    <message>
        <source>Accept a replaced device</source>
        <translation>接受已更换的设备</translation>
    </message>
    <message>
        <source>{name}: certificate ends {date}</source>
        <translation>{name}：证书 {date} 到期</translation>
    </message>
    <message numerus="yes">
        <source>The certificates of %n device(s) end within 30 days</source>
        <translation>
            <numerusform>%n 台设备的证书将在 30 天内到期</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}: certificate ended {date}</source>
        <translation>{name}：证书 {date} 已到期</translation>
    </message>
</context>
<context>
    <name>UndoLine</name>
    <message>
        <source>{what} acknowledged</source>
        <translation>已确认：{what}</translation>
    </message>
    <message numerus="yes">
        <source>%n alarms acknowledged</source>
        <translation>
            <numerusform>已确认 %n 条告警</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo, {seconds} s (Ctrl+Z)</source>
        <translation>撤销，{seconds} 秒（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
</context>
<context>
    <name>UnreportedBanner</name>
    <message numerus="yes">
        <source>%Ln device(s) were connected but did not report their events: {names}.</source>
        <translation>
            <numerusform>%Ln 台设备已连接，但没有上报事件：{names}。</numerusform>
        </translation>
    </message>
    <message>
        <source>What was missed is fetched from their records and comes late. Call the technician.</source>
        <translation>遗漏的事件正从设备记录中补取，会晚到。请通知技术人员。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{name} was connected but did not report its events since {time}. facemon has connected to it anew and fetches what was missed from its records; it comes late.</source>
        <translation>{name} 已连接，但自 {time} 起没有上报事件。facemon 已重新连接，并从设备记录中补取遗漏的事件；这些事件会晚到。</translation>
    </message>
    <message numerus="yes">
        <source>That is %Ln time(s) since facemon was started.</source>
        <translation>
            <numerusform>自 facemon 启动以来已发生 %Ln 次。</numerusform>
        </translation>
    </message>
    <message>
        <source>Call the technician.</source>
        <translation>请通知技术人员。</translation>
    </message>
</context>
<context>
    <name>VolumeRow</name>
    <message>
        <source>Volume of all sounds</source>
        <translation>所有声音的音量</translation>
    </message>
    <message>
        <source>At 0 % no alarm can be heard.</source>
        <translation>音量为 0% 时听不到任何告警。</translation>
    </message>
    <message>
        <source>Try the volume</source>
        <translation>试听音量</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number}%</translation>
    </message>
</context>
<context>
    <name>Watch</name>
    <message>
        <source>until taken off</source>
        <translation>直至移出</translation>
    </message>
    <message>
        <source>until the end of {date}</source>
        <translation>至 {date} 当天结束</translation>
    </message>
    <message>
        <source>Person without a name</source>
        <translation>无姓名人员</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>On the list</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>加入日期</translation>
    </message>
    <message>
        <source>Put there by</source>
        <translation>加入人</translation>
    </message>
</context>
<context>
    <name>WatchDialog</name>
    <message>
        <source>Person without a name</source>
        <translation>无姓名人员</translation>
    </message>
    <message>
        <source>There is no picture at hand.</source>
        <translation>暂无图片。</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>抓拍图</translation>
    </message>
    <message>
        <source>Watch list</source>
        <translation>关注名单</translation>
    </message>
    <message>
        <source>On the list since {date}, put there by {name}</source>
        <translation>{name} 于 {date} 加入名单</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>is shown with every alarm, and on record</source>
        <translation>每次告警时显示，并记录在案</translation>
    </message>
    <message>
        <source>What should whoever sees this person know?</source>
        <translation>看到此人的值班员应知道什么？</translation>
    </message>
    <message>
        <source>On the list</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Until when on the list</source>
        <translation>名单有效期至</translation>
    </message>
    <message>
        <source>Until the end of today</source>
        <translation>至今天结束</translation>
    </message>
    <message>
        <source>For a week</source>
        <translation>一周</translation>
    </message>
    <message>
        <source>Until a date</source>
        <translation>至指定日期</translation>
    </message>
    <message>
        <source>Until taken off</source>
        <translation>直至移出</translation>
    </message>
    <message>
        <source>Last day on the list</source>
        <translation>名单有效期最后一天</translation>
    </message>
    <message>
        <source>Whenever a device recognises this person, an alarm is raised here.</source>
        <translation>设备识别到此人时，此处会发出告警。</translation>
    </message>
    <message>
        <source>The watch list raises no alarm now: that is off in the settings, under “Alarms”.</source>
        <translation>关注名单目前不会发出告警：已在设置的“告警”页中关闭。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Put on the watch list</source>
        <translation>加入关注名单</translation>
    </message>
</context>
<context>
    <name>WatchPart</name>
    <message>
        <source>On the watch list {how}</source>
        <translation>在关注名单中，{how}</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Watch for this person…</source>
        <translation>关注此人…</translation>
    </message>
    <message>
        <source>Not recognised: cannot be watched for</source>
        <translation>未识别身份，无法关注</translation>
    </message>
    <message>
        <source>Watch list: change…</source>
        <translation>关注名单：更改…</translation>
    </message>
</context>
<context>
    <name>WatchPlace</name>
    <message>
        <source>On the watch list: change…</source>
        <translation>已在关注名单：更改…</translation>
    </message>
    <message>
        <source>Watch for this person…</source>
        <translation>关注此人…</translation>
    </message>
    <message>
        <source>Not recognised: cannot be watched for</source>
        <translation>未识别身份，无法关注</translation>
    </message>
    <message>
        <source>Open the watch list</source>
        <translation>打开关注名单</translation>
    </message>
</context>
<context>
    <name>WatchWindow</name>
    <message>
        <source>Watch list – facemon</source>
        <translation>关注名单 – facemon</translation>
    </message>
    <message>
        <source>Search name, number, reason…</source>
        <translation>搜索姓名、编号、原因…</translation>
    </message>
    <message>
        <source>Watch list</source>
        <translation>关注名单</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Take off…</source>
        <translation>移出…</translation>
    </message>
    <message>
        <source>Take off the watch list</source>
        <translation>移出关注名单</translation>
    </message>
    <message>
        <source>Take {name} off the watch list? No alarm will be raised for this person any more.</source>
        <translation>将 {name} 移出关注名单？此后不再为此人发出告警。</translation>
    </message>
    <message>
        <source>Take off</source>
        <translation>移出</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>%Ln person(s) on the watch list</source>
        <translation>
            <numerusform>关注名单中有 %Ln 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody on the watch list matches the search.</source>
        <translation>关注名单中没有符合搜索条件的人员。</translation>
    </message>
    <message>
        <source>Nobody is on the watch list. Put a person on it from a card: “Watch for this person…” in its menu, or beside its details.</source>
        <translation>关注名单为空。可从卡片加入人员：在卡片菜单中或详情旁选择“关注此人…”。</translation>
    </message>
</context>
<context>
    <name>Watched</name>
    <message>
        <source>facemon does not answer</source>
        <translation>facemon 没有响应</translation>
    </message>
    <message>
        <source>Its window is frozen: what it shows is old, and a new alarm may not be seen. If this does not end by itself, start facemon again.</source>
        <translation>窗口已卡住：显示的内容不是最新的，新告警可能看不到。如果没有自行恢复，请重新启动 facemon。</translation>
    </message>
    <message>
        <source>facemon has ended unexpectedly</source>
        <translation>facemon 已意外退出</translation>
    </message>
    <message>
        <source>Nobody watches the doors any more. Start facemon again.</source>
        <translation>现在没有人在看护这些门，请重新启动 facemon。</translation>
    </message>
</context>
<context>
    <name>WelcomePanel</name>
    <message>
        <source>No device is being watched yet</source>
        <translation>尚未监控任何设备</translation>
    </message>
    <message>
        <source>Add the face-recognition devices of your doors: for each you need its address on the network and, if it asks for one, a user name and a password. People at these doors then appear here.</source>
        <translation>请添加各门的人脸识别设备：每台设备需填写网络地址，如设备要求登录，还需填写用户名和密码。之后，到门前的人员会显示在这里。</translation>
    </message>
    <message>
        <source>Add a device</source>
        <translation>添加设备</translation>
    </message>
    <message>
        <source>Try with a simulated device</source>
        <translation>用模拟设备试用</translation>
    </message>
    <message>
        <source>The simulated device makes up people and needs no network. It is not saved.</source>
        <translation>模拟设备会虚构人员，不需要网络，也不会保存到设置中。</translation>
    </message>
</context>
<context>
    <name>Wishes</name>
    <message>
        <source>Form</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>表格 (CSV)</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>Report (PDF)</source>
        <translation>报告 (PDF)</translation>
    </message>
    <message>
        <source>With pictures</source>
        <translation>包含照片</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Events at the doors</source>
        <translation>门禁事件</translation>
    </message>
    <message>
        <source>Place (optional)</source>
        <translation>地点（可选）</translation>
    </message>
    <message>
        <source>Site, building, who can be asked</source>
        <translation>园区、楼栋、联系人</translation>
    </message>
    <message>
        <source>{file} pictures</source>
        <comment>a folder&apos;s name</comment>
        <translation>{file} 照片</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>For a spreadsheet. No cell of it is ever run as a formula.</source>
        <translation>用于电子表格。任何单元格都不会作为公式运行。</translation>
    </message>
    <message>
        <source>For programs: one event a line, every text just as the device sent it.</source>
        <translation>供程序使用：每行一个事件，文字与设备发送的完全一致。</translation>
    </message>
    <message>
        <source>To print or to hand over: filter, events, times not seen, and a SHA-256 of it all.</source>
        <translation>用于打印或移交：筛选条件、事件、未监看的时段，以及全部内容的 SHA-256。</translation>
    </message>
    <message>
        <source>They go into the folder “{folder}” beside the file.</source>
        <translation>照片保存在文件旁的文件夹“{folder}”中。</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Staff</source>
        <translation>员工</translation>
    </message>
    <message>
        <source>Visitor</source>
        <translation>访客</translation>
    </message>
    <message>
        <source>Stranger</source>
        <translation>陌生人</translation>
    </message>
    <message>
        <source>Not live</source>
        <translation>非活体</translation>
    </message>
    <message>
        <source>Blacklist</source>
        <translation>黑名单</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备告警</translation>
    </message>
    <message>
        <source>Staff without a name</source>
        <translation>未登记姓名的员工</translation>
    </message>
    <message>
        <source>Visitor without a name</source>
        <translation>未登记姓名的访客</translation>
    </message>
    <message>
        <source>Not a live face</source>
        <translation>非活体人脸</translation>
    </message>
    <message>
        <source>Blacklisted person</source>
        <translation>黑名单人员</translation>
    </message>
    <message>
        <source>Unknown event</source>
        <translation>未知事件</translation>
    </message>
    <message>
        <source>Device alarm</source>
        <translation>设备告警</translation>
    </message>
    <message>
        <source>A message without a type</source>
        <translation>消息没有类型</translation>
    </message>
    <message>
        <source>Message of type {number}</source>
        <translation>消息类型 {number}</translation>
    </message>
    <message>
        <source>Not enrolled · no match</source>
        <translation>未注册 · 无匹配</translation>
    </message>
    <message>
        <source>Photo or screen suspected</source>
        <translation>疑似照片或屏幕</translation>
    </message>
    <message>
        <source>The device did not say who it was</source>
        <translation>设备未提供人员信息</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the items of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Watch list</source>
        <translation>关注名单</translation>
    </message>
    <message>
        <source>Events not kept</source>
        <translation>事件未保存</translation>
    </message>
    <message>
        <source>Device not connected</source>
        <translation>设备未连接</translation>
    </message>
    <message>
        <source>Fever</source>
        <translation>发热</translation>
    </message>
    <message>
        <source>Denied repeatedly</source>
        <translation>多次被拒绝</translation>
    </message>
    <message>
        <source>Visitor outside the visit</source>
        <translation>访客超出来访时间</translation>
    </message>
    <message>
        <source>No mask</source>
        <translation>未戴口罩</translation>
    </message>
    <message>
        <source>Face</source>
        <translation>刷脸</translation>
    </message>
    <message>
        <source>Face or card</source>
        <translation>刷脸或刷卡</translation>
    </message>
    <message>
        <source>Face and card</source>
        <translation>刷脸且刷卡</translation>
    </message>
    <message>
        <source>Face, card, QR code or PIN</source>
        <translation>刷脸、刷卡、二维码或 PIN</translation>
    </message>
    <message>
        <source>ID document</source>
        <translation>刷身份证</translation>
    </message>
    <message>
        <source>Face or ID document</source>
        <translation>刷脸或刷身份证</translation>
    </message>
    <message>
        <source>Face and ID document</source>
        <translation>刷脸且刷身份证</translation>
    </message>
    <message>
        <source>Face and PIN</source>
        <translation>刷脸且 PIN</translation>
    </message>
    <message>
        <source>Face, card and PIN</source>
        <translation>刷脸且刷卡且 PIN</translation>
    </message>
    <message>
        <source>Card and PIN</source>
        <translation>刷卡且 PIN</translation>
    </message>
    <message>
        <source>Mode {number}</source>
        <translation>核验模式 {number}</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>刷二维码</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>刷卡</translation>
    </message>
    <message>
        <source>Health code</source>
        <translation>健康码</translation>
    </message>
    <message>
        <source>Exit button</source>
        <translation>出门按钮</translation>
    </message>
    <message>
        <source>Job number and PIN</source>
        <translation>工号且 PIN</translation>
    </message>
    <message>
        <source>Entry {number}</source>
        <translation>开门方式 {number}</translation>
    </message>
    <message>
        <source>Person does not match the ID document</source>
        <translation>人证不符</translation>
    </message>
    <message>
        <source>Person does not match the card</source>
        <translation>人卡不符</translation>
    </message>
    <message>
        <source>Person does not match the QR code</source>
        <translation>人码不符</translation>
    </message>
    <message>
        <source>Visitor outside the time of the visit</source>
        <translation>不在访客有效期内</translation>
    </message>
    <message>
        <source>Outside permitted hours</source>
        <translation>不在允许通行时段内</translation>
    </message>
    <message>
        <source>Invalid ID document</source>
        <translation>身份证无效</translation>
    </message>
    <message>
        <source>Invalid card</source>
        <translation>卡无效</translation>
    </message>
    <message>
        <source>Invalid QR code</source>
        <translation>二维码无效</translation>
    </message>
    <message>
        <source>Abnormal temperature</source>
        <translation>体温异常</translation>
    </message>
    <message>
        <source>Wrong PIN</source>
        <translation>PIN 错误</translation>
    </message>
    <message>
        <source>Too many wrong PINs</source>
        <translation>PIN 错误次数过多</translation>
    </message>
    <message>
        <source>Reason {number}</source>
        <translation>原因代码 {number}</translation>
    </message>
    <message>
        <source>Granted</source>
        <translation>允许通行</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>拒绝通行</translation>
    </message>
    <message>
        <source>Device tampering</source>
        <translation>设备被拆</translation>
    </message>
    <message>
        <source>Door forced open</source>
        <translation>强行开门</translation>
    </message>
    <message>
        <source>Door held open</source>
        <translation>开门超时</translation>
    </message>
    <message>
        <source>Password attack</source>
        <translation>密码试探</translation>
    </message>
    <message>
        <source>Fire alarm</source>
        <translation>消防告警</translation>
    </message>
    <message>
        <source>Device alarm {number}</source>
        <translation>设备告警 {number}</translation>
    </message>
    <message>
        <source>cleared</source>
        <translation>已解除</translation>
    </message>
    <message>
        <source>clearing failed</source>
        <translation>解除失败</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>未启用检测</translation>
    </message>
    <message>
        <source>Not worn</source>
        <translation>未佩戴</translation>
    </message>
    <message>
        <source>Worn</source>
        <translation>已佩戴</translation>
    </message>
    <message>
        <source>{number} °C</source>
        <translation>{number} °C</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>{days} d {hours} h</source>
        <translation>{days} 天 {hours} 小时</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Looking up</source>
        <translation>正在解析地址</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>Securing</source>
        <translation>正在加密</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>正在登录</translation>
    </message>
    <message>
        <source>Subscribing</source>
        <translation>正在订阅</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待重试</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Needs approval</source>
        <translation>证书待信任</translation>
    </message>
    <message>
        <source>name not found</source>
        <translation>找不到主机</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>连接被拒绝</translation>
    </message>
    <message>
        <source>no route</source>
        <translation>网络不通</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>not secure</source>
        <translation>非加密端口</translation>
    </message>
    <message>
        <source>certificate changed</source>
        <translation>证书已变更</translation>
    </message>
    <message>
        <source>certificate invalid</source>
        <translation>证书无效</translation>
    </message>
    <message>
        <source>no event stream</source>
        <translation>无事件订阅</translation>
    </message>
    <message>
        <source>sign-in needed</source>
        <translation>需要登录</translation>
    </message>
    <message>
        <source>wrong password</source>
        <translation>密码错误</translation>
    </message>
    <message>
        <source>no such account</source>
        <translation>用户名不存在</translation>
    </message>
    <message>
        <source>password missing</source>
        <translation>缺少密码</translation>
    </message>
    <message>
        <source>keyring locked</source>
        <translation>密钥环已锁定</translation>
    </message>
    <message>
        <source>too many subscribers</source>
        <translation>订阅数已满</translation>
    </message>
    <message>
        <source>device error</source>
        <translation>设备内部错误</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>应答异常</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>连接中断</translation>
    </message>
    <message>
        <source>fault in facemon</source>
        <translation>程序出错</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待重试</translation>
    </message>
    <message>
        <source>retry in {seconds} s</source>
        <translation>{seconds} 秒后重试</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>needs approval</source>
        <translation>证书待信任</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Unreadable messages: {count}</source>
        <translation>无法读取的消息：{count} 条</translation>
    </message>
    <message>
        <source>{count}. The last one: {reason}</source>
        <translation>{count}。最近一条：{reason}</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>设备序列号</translation>
    </message>
    <message>
        <source>Event id</source>
        <translation>事件 ID</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Match score</source>
        <translation>识别分数</translation>
    </message>
    <message>
        <source>Liveness</source>
        <translation>活体分数</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>口罩</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>核验模式</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>开门方式</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>体温</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>通行结果</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>User id</source>
        <translation>用户 ID</translation>
    </message>
    <message>
        <source>User type</source>
        <translation>用户类型</translation>
    </message>
    <message>
        <source>Message type</source>
        <translation>消息类型</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Card number</source>
        <translation>IC 卡号</translation>
    </message>
    <message>
        <source>Job number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>ID 卡号</translation>
    </message>
    <message>
        <source>Visitor from</source>
        <translation>访客开始时间</translation>
    </message>
    <message>
        <source>Visitor until</source>
        <translation>访客结束时间</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>所属组</translation>
    </message>
    <message>
        <source>Alarm code</source>
        <translation>告警代码</translation>
    </message>
    <message>
        <source>Alarm status</source>
        <translation>告警状态</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Visitor until {time}</source>
        <translation>访客有效期至 {time}</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>a date as QLocale.toString formats it</comment>
        <translation>yyyy-MM-dd</translation>
    </message>
    <message>
        <source>no valid time</source>
        <translation>时间无效</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>a day as QLocale.toString formats it</comment>
        <translation>M月d日 dddd</translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy</source>
        <comment>a day as QLocale.toString formats it</comment>
        <translation>yyyy年M月d日 dddd</translation>
    </message>
    <message>
        <source>another device</source>
        <translation>不是原设备</translation>
    </message>
    <message>
        <source>events of another device</source>
        <translation>另一台设备的事件</translation>
    </message>
    <message>
        <source>awaiting the passphrase</source>
        <translation>等待口令短语</translation>
    </message>
    <message>
        <source>events not reported</source>
        <translation>未上报事件</translation>
    </message>
    <message>
        <source>too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
</context>
<context>
    <name>WritingDialog</name>
    <message>
        <source>There is a file “{file}” already.</source>
        <translation>已有名为“{file}”的文件。</translation>
    </message>
    <message>
        <source>Stopping …</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Give the whole path of the file, or choose it with “Browse”.</source>
        <translation>请输入文件的完整路径，或点击“浏览”选择。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
</context>
<context>
    <name>_Counts</name>
    <message numerus="yes">
        <source>%Ln gap(s) in the last 24 hours</source>
        <translation>
            <numerusform>最近 24 小时内 %Ln 个缺口</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s) in the last 24 hours</source>
        <translation>
            <numerusform>最近 24 小时内 %Ln 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s) since facemon was started</source>
        <translation>
            <numerusform>自 facemon 启动以来 %Ln 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln time(s) since facemon was started it was connected and did not report its events, the last time found at {time}. What was missed was fetched from its records.</source>
        <translation>
            <numerusform>自 facemon 启动以来，设备已连接却没有上报事件共 %Ln 次，最近一次发现于 {time}。遗漏的事件已从设备记录中补取。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_GapCounts</name>
    <message numerus="yes">
        <source>%Ln event(s) recovered from the device</source>
        <translation>
            <numerusform>从设备补录 %Ln 条事件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) lost</source>
        <translation>
            <numerusform>丢失 %Ln 条事件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_LaneCounts</name>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n kind(s)</source>
        <translation>
            <numerusform>%n 类</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s)</source>
        <translation>
            <numerusform>%n 条告警</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alarm(s) wait</source>
        <translation>
            <numerusform>%n 条告警在等待</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Denied %n time(s) or more</source>
        <translation>
            <numerusform>被拒 %n 次以上</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_LaneWindow</name>
    <message>
        <source>facemon: needs attention</source>
        <translation>facemon：待处理告警</translation>
    </message>
</context>
</TS>
