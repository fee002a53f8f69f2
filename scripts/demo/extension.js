const { commands, Uri, window, workspace } = require('vscode');

exports.activate = async () => {
  const file = workspace.getConfiguration('sessionTimelineDemo').get('file');
  if (!file) return;
  const document = await workspace.openTextDocument(Uri.file(file));
  await commands.executeCommand('workbench.actions.view.problems');
  await window.showTextDocument(document, { preview: false });
  await commands.executeCommand('sessionTimeline.show', document.uri);
};
