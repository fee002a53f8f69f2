import { propertyOf, section, TEXT, words } from '../literals';
import type { SettingEntry } from '../setting';

/** `<machineKey>`: not a duration, but when its keys go, every ticket goes. */
export const machineKey: readonly SettingEntry[] = section(
  {
    element: 'system.web/machineKey',
    level: 'machineToApplication',
    defaultBy: '.NET default',
    onBadLiteral: 'fails the first request that reads or writes a ticket',
    docs: propertyOf('system.web.configuration.machinekeysection'),
    source: 'System.Web/Configuration/MachineKeySection.cs',
  },
  {
    validationKey: {
      literal: TEXT,
      default: 'AutoGenerate,IsolateApps',
      secret: true,
      effect: 'Key that signs tickets; when it changes, everybody is signed out.',
    },
    decryptionKey: {
      literal: TEXT,
      default: 'AutoGenerate,IsolateApps',
      secret: true,
      effect: 'Key that encrypts tickets; when it changes, everybody is signed out.',
    },
    validation: {
      literal: TEXT,
      default: 'HMACSHA256',
      effect: 'Algorithm that signs tickets; changing it signs everybody out.',
    },
    decryption: {
      literal: TEXT,
      default: 'Auto',
      effect: 'Algorithm that encrypts tickets; changing it signs everybody out.',
    },
    compatibilityMode: {
      literal: words('Framework20SP1', 'Framework20SP2', 'Framework45'),
      default: 'Framework20SP1',
      effect: 'How keys and algorithms are used; applications that share a ticket need the same.',
    },
  },
);
